import { Command, CommanderError } from 'commander'
import { programVersion } from '../main/engine/program-version.ts'
import { addAccount } from './commands/account.ts'
import { addAlbum } from './commands/album.ts'
import { addBring } from './commands/bring.ts'
import { addDoctor } from './commands/doctor.ts'
import { addDrill } from './commands/drill.ts'
import { addIndex } from './commands/index-folder.ts'
import { addIngest } from './commands/ingest.ts'
import { addList } from './commands/list.ts'
import { addPreview } from './commands/preview.ts'
import { addRestore } from './commands/restore.ts'
import { addServer } from './commands/server.ts'
import { addSet } from './commands/set.ts'
import { addShow } from './commands/show.ts'
import { addSync } from './commands/sync.ts'
import { addVerify } from './commands/verify.ts'
import { refusalLine } from './refusal.ts'

/** Exit codes: 0 done, 1 done with findings (set by the command), 2 refused or failed. */
const program = new Command('image-space')
  .description('Image Space on the command line. Works beside the running app, on the same library.')
  .version(programVersion)
  .showHelpAfterError(false)
  .exitOverride()
  .configureOutput({
    outputError: (text, write) => write(text.replace(/^error: /, '').replaceAll(/\n(?=.)/g, ' ')),
  })

for (const add of [
  addIngest,
  addIndex,
  addVerify,
  addList,
  addShow,
  addSet,
  addAlbum,
  addPreview,
  addDoctor,
  addRestore,
  addAccount,
  addSync,
  addBring,
  addServer,
  addDrill,
]) {
  add(program)
}

// Whoever reads us (`head`) may have enough before we are done.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(process.exitCode ?? 0)
})

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
  else {
    process.stderr.write(`${refusalLine(error)}\n`)
    process.exitCode = 2
  }
}

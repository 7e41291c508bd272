import { Command, CommanderError } from 'commander'
import { addAdmin } from './admin/admin.ts'
import { readConfig } from './config.ts'
import type { ServerConfig } from './config.ts'

// The embedded database's package ends the process with 0 when nothing is left to do. The code that was set comes first.
process.prependListener('beforeExit', () => process.exit())

const program = new Command('image-space server')
  .description('The image space server: serves accounts that cannot be mixed up.')
  .showHelpAfterError(false)
  .exitOverride()

program
  .command('start')
  .description('serve until stopped; with nothing but a data folder, everything else comes along')
  .option('--data <dir>', 'where everything is kept (IMAGE_SPACE_DATA)')
  .action(async (options: { data?: string }) => {
    // Operators' commands need none of what serves, and start in half the time without it.
    const { start } = await import('./start.ts')
    await start(configOf(options))
  })

addAdmin(program, configOf)

/** @throws Error with a sentence for each mistake */
function configOf(options: { data?: string }): ServerConfig {
  const read = readConfig(options, process.env)
  if ('mistakes' in read) throw new Error(read.mistakes.join('\n'))
  return read.config
}

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
  else {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 2
  }
}

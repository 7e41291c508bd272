import { Command } from 'commander'
import { addDeletion } from './deletion.ts'
import { addExport } from './export.ts'
import { addKit } from './kit.ts'
import { addLogin } from './login.ts'
import { addLogout } from './logout.ts'
import { addPassword } from './password.ts'
import { addRecover } from './recover.ts'
import { addRegister } from './register.ts'
import { addSessions } from './sessions.ts'
import { addStatus } from './status.ts'

/** The commands of an account, which behave as those of `program`. */
export function accountCommands(program: Command): Command {
  const account = new Command(`${program.name()} account`)
    .copyInheritedSettings(program)
    .description('The image space account of a library.')
  for (const add of [
    addRegister,
    addLogin,
    addStatus,
    addRecover,
    addPassword,
    addKit,
    addSessions,
    addLogout,
    addDeletion,
    addExport,
  ]) {
    add(account)
  }
  return account
}

import type { Command } from 'commander'
import { addDeletion } from './account/deletion.ts'
import { addExport } from './account/export.ts'
import { addKit } from './account/kit.ts'
import { addLogin } from './account/login.ts'
import { addLogout } from './account/logout.ts'
import { addPassword } from './account/password.ts'
import { addRecover } from './account/recover.ts'
import { addRegister } from './account/register.ts'
import { addSessions } from './account/sessions.ts'
import { addStatus } from './account/status.ts'

export function addAccount(program: Command): void {
  const account = program.command('account').description('the image space account of a library')
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
}

import type { Command } from 'commander'
import { thisComputer } from '../../../main/space/account-host.ts'
import { changeAccountPassword } from '../../../main/space/change-account-password.ts'
import { accountCommand } from '../../account-options.ts'
import type { AccountOptions } from '../../account-options.ts'
import { accountText } from '../../account-text.ts'
import { printJson, printLine } from '../../output.ts'
import { descriptorNumber, readNewPassword, readPassword } from '../../password-input.ts'

export function addPassword(account: Command): void {
  accountCommand(account, 'password')
    .description('change the password')
    .option('--new-password-fd <n>', 'read the new password from this file descriptor', descriptorNumber)
    .action(async ({ newPasswordFd, ...options }: AccountOptions & { newPasswordFd?: number }) => {
      const { ask, said } = accountText
      const next = newPasswordFd === undefined ? {} : { passwordFd: newPasswordFd }
      await changeAccountPassword(
        thisComputer(options.library),
        () => readPassword(ask.currentPassword, options),
        () => readNewPassword(ask.newPassword, next),
      )
      if (options.json) printJson({ changed: true })
      else printLine(said.passwordChanged)
    })
}

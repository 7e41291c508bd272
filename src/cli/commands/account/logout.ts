import type { Command } from 'commander'
import { thisComputer } from '../../../main/space/account-host.ts'
import { signOutAccount } from '../../../main/space/sign-out-account.ts'
import { accountCommand } from '../../account-options.ts'
import type { AccountOptions } from '../../account-options.ts'
import { accountText } from '../../account-text.ts'
import { printJson, printLine } from '../../output.ts'
import { readPassword } from '../../password-input.ts'

export function addLogout(account: Command): void {
  accountCommand(account, 'logout')
    .description('sign a library out and take the keys of the account off this computer')
    .action(async (options: AccountOptions) => {
      const { ask, said } = accountText
      const { sessionEnded } = await signOutAccount(thisComputer(options.library), () =>
        readPassword(ask.password, options),
      )
      if (options.json) return printJson({ sessionEnded })
      printLine(said.signedOut)
      if (!sessionEnded) printLine(said.sessionLeft)
    })
}

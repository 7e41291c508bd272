import type { Command } from 'commander'
import { thisComputer } from '../../../main/space/account-host.ts'
import { accountStatus } from '../../../main/space/account-status.ts'
import { serverOrigin } from '../../../main/space/server-address.ts'
import { signInAccount } from '../../../main/space/sign-in-account.ts'
import { accountCommand, askedBy, printLock, withServer } from '../../account-options.ts'
import type { SignInOptions } from '../../account-options.ts'
import { accountText } from '../../account-text.ts'
import { printJson, printLine } from '../../output.ts'
import { readPassword } from '../../password-input.ts'
import { prepareLibrary } from '../../prepare-library.ts'
import { statusJson } from './status.ts'

export function addLogin(account: Command): void {
  withServer(accountCommand(account, 'login'))
    .description('sign a library in')
    .action(async (options: SignInOptions) => {
      const server = serverOrigin(options.server)
      await prepareLibrary(options.library)
      const signedIn = await signInAccount(thisComputer(options.library), {
        ...askedBy(options),
        askPassword: () => readPassword(accountText.ask.password, options),
      })
      if (options.json) return printJson(statusJson(await accountStatus(signedIn)))
      printLine(accountText.said.signedIn(server))
      await printLock(options.library)
    })
}

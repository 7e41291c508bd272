import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { thisComputer } from '../../../main/space/account-host.ts'
import { accountStatus } from '../../../main/space/account-status.ts'
import { readKit } from '../../../main/space/read-kit.ts'
import { serverOrigin } from '../../../main/space/server-address.ts'
import { recoverAccount } from '../../../main/space/sign-in-account.ts'
import { AppError } from '../../../shared/errors.ts'
import {
  accountCommand,
  askedBy,
  codeSource,
  printLock,
  withCode,
  withServer,
} from '../../account-options.ts'
import type { CodeOptions, SignInOptions } from '../../account-options.ts'
import { accountText } from '../../account-text.ts'
import { askTerminal, hasTerminal } from '../../ask-terminal.ts'
import { printJson, printLine } from '../../output.ts'
import { readNewPassword } from '../../password-input.ts'
import { prepareLibrary } from '../../prepare-library.ts'
import { UsageError } from '../../refusal.ts'
import { statusJson } from './status.ts'

interface RecoverOptions extends SignInOptions, CodeOptions {
  kitFile?: string
}

export function addRecover(account: Command): void {
  withCode(withServer(accountCommand(account, 'recover')))
    .description('sign a library in with the recovery kit and set a new password, when the password is lost')
    .option('--kit-file <file>', 'read the words of the recovery kit from this file')
    .action(async (options: RecoverOptions) => {
      const server = serverOrigin(options.server)
      const recoveryKey = readKit(await kitText(options.kitFile))
      await prepareLibrary(options.library)
      const recovered = await recoverAccount(thisComputer(options.library), {
        ...askedBy(options),
        recoveryKey,
        askNewPassword: () => readNewPassword(accountText.ask.newPassword, options),
        code: codeSource(options),
      })
      if (options.json) return printJson(statusJson(await accountStatus(recovered)))
      printLine(accountText.said.recovered(server))
      await printLock(options.library)
    })
}

async function kitText(file: string | undefined): Promise<string> {
  if (file !== undefined) return readKitFile(file)
  if (!hasTerminal())
    throw new UsageError(
      'There is no terminal to ask for the recovery kit. Nothing was changed. Give it with --kit-file FILE.',
    )
  return (await askTerminal(accountText.ask.kit, true)) ?? ''
}

function readKitFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new AppError('file-missing', { path }, { cause: error })
  }
}

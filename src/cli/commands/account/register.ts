import { hostname } from 'node:os'
import type { Command } from 'commander'
import { thisComputer } from '../../../main/space/account-host.ts'
import { kitOf } from '../../../main/space/account-kit.ts'
import { registerAccount } from '../../../main/space/register-account.ts'
import type { RegisteredAccount } from '../../../main/space/register-account.ts'
import { serverOrigin } from '../../../main/space/server-address.ts'
import { systemRandom } from '../../../main/system.ts'
import { accountErrorSentence } from '../../../shared/text/account-error-sentence.ts'
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
import { hasTerminal } from '../../ask-terminal.ts'
import { reserveKitFile } from '../../../main/space/kit-file.ts'
import { kitPage } from '../../../shared/text/kit-page.ts'
import { language } from '../../language.ts'
import { printable, printJson, printLine } from '../../output.ts'
import { readNewPassword } from '../../password-input.ts'
import { prepareLibrary } from '../../prepare-library.ts'
import { proveKit } from '../../prove-kit.ts'
import { refusalLine, UsageError } from '../../refusal.ts'

interface RegisterOptions extends SignInOptions, CodeOptions {
  name?: string
  nickname?: string
  telephone?: string
  kitFile?: string
}

export function addRegister(account: Command): void {
  withCode(withServer(accountCommand(account, 'register')))
    .description('make an account; your profile is sealed, so that only you can read it')
    .option('--name <text>', 'for your profile')
    .option('--nickname <text>', 'for your profile')
    .option('--telephone <text>', 'for your profile')
    .option('--kit-file <file>', 'write the recovery kit to a new file instead of showing it')
    .action(async (options: RegisterOptions) => {
      serverOrigin(options.server)
      requirePlaceForKit(options)
      await prepareLibrary(options.library)
      const file = options.kitFile === undefined ? null : reserveKitFile(options.kitFile)
      const { name, nickname, telephone } = options
      const made = await registerAccount(thisComputer(options.library), {
        ...askedBy(options),
        askPassword: () => readNewPassword(accountText.ask.password, options),
        profile: { name, nickname, telephone },
        code: codeSource(options),
      }).catch((error: unknown) => {
        file?.discard()
        throw error
      })
      const kit = kitOf(made.account, made.memberNumber, made.recoveryKey)
      const { server, words } = kit
      const page = kitPage(kit, accountText.kit)
      file?.write(page)
      if (options.json)
        printJson({
          accountId: Buffer.from(made.account.member.session.account).toString('hex'),
          memberNumber: made.memberNumber,
          email: options.email.trim(),
          server,
          device: hostname(),
          kitFile: file?.path,
        })
      else
        await tell(options.library, made, server, file?.path ?? (await proveKit(page, words, systemRandom)))
      if (made.profileProblem !== null) findProblem(made.profileProblem)
    })
}

/** The words are shown to somebody or kept; an account whose kit nobody has is not made. */
function requirePlaceForKit({ kitFile, json }: RegisterOptions): void {
  if (kitFile === undefined && (json || !hasTerminal()))
    throw new UsageError(
      'The recovery kit has nowhere to go: there is no terminal to show it on, or JSON was asked for. Nothing was ' +
        'changed. Give --kit-file FILE.',
    )
}

/** @param kit where it is, or whether somebody has proved to have it on paper; proveKit says so when nobody has */
async function tell(
  library: string,
  { memberNumber }: RegisteredAccount,
  server: string,
  kit: string | boolean,
): Promise<void> {
  const { said } = accountText
  if (kit === false) process.exitCode = 1
  else printLine(said.registered(server, memberNumber))
  await printLock(library)
  if (kit !== false) printLine(kit === true ? said.kitAgain : printable(said.kitInFile(kit)))
}

function findProblem(problem: unknown): void {
  const sentence = accountErrorSentence(language, { code: 'profile-not-stored', params: {} })
  process.stderr.write(`${sentence} (${refusalLine(problem)})\n`)
  process.exitCode = 1
}

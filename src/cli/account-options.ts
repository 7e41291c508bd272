import { InvalidArgumentError } from 'commander'
import type { Command } from 'commander'
import { thisComputer, thisDeviceName, vaultOf } from '../main/space/account-host.ts'
import { openAccount } from '../main/space/library-account.ts'
import type { LibraryAccount } from '../main/space/library-account.ts'
import type { CodeSource } from '../main/space/mailed-code.ts'
import { keychainState } from '../main/space/vault/keychain.ts'
import { accountText } from './account-text.ts'
import { askTerminal, hasTerminal } from './ask-terminal.ts'
import { language } from './language.ts'
import { withLibrary } from './options.ts'
import type { LibraryOptions } from './options.ts'
import { printable, printLine } from './output.ts'
import { readPassword, withPasswordFd } from './password-input.ts'
import type { PasswordOptions } from './password-input.ts'
import { UsageError } from './refusal.ts'

export interface AccountOptions extends LibraryOptions, PasswordOptions {}

export interface SignInOptions extends AccountOptions {
  server: string
  email: string
}

export interface CodeOptions {
  code?: string
}

/** A command on the account of a library. */
export function accountCommand(account: Command, name: string): Command {
  return withPasswordFd(withLibrary(account.command(name)))
}

export function withServer(command: Command): Command {
  return command
    .requiredOption('--server <url>', 'address of the server, such as https://photos.example.org')
    .requiredOption('--email <address>', 'your e-mail address')
}

export function withCode(command: Command): Command {
  return command.option(
    '--code <digits>',
    'of the mail that an earlier run without terminal had sent',
    sixDigits,
  )
}

/** Runs on the account that the library is signed in to. */
export async function withAccount<T>(
  options: AccountOptions,
  run: (account: LibraryAccount) => Promise<T>,
): Promise<T> {
  const host = thisComputer(options.library)
  return run(await openAccount(host, () => readPassword(accountText.ask.password, options)))
}

/** Who asks a server for an account. */
export function askedBy({ server, email }: SignInOptions) {
  return { server, email, language, deviceName: thisDeviceName() }
}

export function codeSource({ email, code }: SignInOptions & CodeOptions): CodeSource {
  return { given: code ?? null, ask: hasTerminal() ? () => askCode(email) : null }
}

async function askCode(email: string): Promise<string> {
  for (;;) {
    const typed = await askTerminal(accountText.ask.code(printable(email)), true)
    if (typed === null) throw new UsageError('No code was given. Nothing was changed.')
    const digits = typed.replaceAll(/\s/g, '')
    if (isCode(digits)) return digits
  }
}

function sixDigits(text: string): string {
  if (!isCode(text)) throw new InvalidArgumentError('A code has six digits.')
  return text
}

function isCode(text: string): boolean {
  return /^\d{6}$/.test(text)
}

/** Where there is no keychain the user is told so, and what follows. */
export async function printLock(library: string): Promise<void> {
  const { lock } = vaultOf(thisComputer(library), () => Promise.reject(new Error('nothing is opened')))
  const state = lock === 'password' ? await keychainState() : 'usable'
  if (state !== 'usable') printLine(printable(state.missing))
}

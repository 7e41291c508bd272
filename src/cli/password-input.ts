import { readSync } from 'node:fs'
import { InvalidArgumentError } from 'commander'
import type { Command } from 'commander'
import {
  charactersIn,
  MAX_PASSWORD_CHARACTERS,
  MIN_NEW_PASSWORD_CHARACTERS,
} from '../shared/space/password-rules.ts'
import { askTerminal, hasTerminal } from './ask-terminal.ts'
import { UsageError } from './refusal.ts'

export interface PasswordOptions {
  passwordFd?: number
}

export function withPasswordFd(command: Command): Command {
  return command.option('--password-fd <n>', 'read the password from this file descriptor', descriptorNumber)
}

/**
 * The password, from the descriptor where one is given, else typed at the terminal, which does not show it. Ctrl-C
 * ends the program with 130.
 * @param question without colon
 * @throws UsageError when there is none, it is too long, or nobody can be asked
 */
export async function readPassword(question: string, { passwordFd }: PasswordOptions): Promise<string> {
  return passwordFd === undefined ? askInTerminal(question) : readDescriptor(passwordFd)
}

/**
 * As readPassword, for a password that does not exist yet; at the terminal it is typed twice.
 * @throws UsageError also when it is too short or the two differ
 */
export async function readNewPassword(question: string, { passwordFd }: PasswordOptions): Promise<string> {
  if (passwordFd !== undefined) return longEnough(readDescriptor(passwordFd))
  const password = longEnough(
    await askInTerminal(`${question} (at least ${MIN_NEW_PASSWORD_CHARACTERS} characters, of any kind)`),
  )
  if ((await askInTerminal('Once more')) !== password)
    throw new UsageError('The two passwords differ. Nothing was changed. Run the command again.')
  return password
}

export function descriptorNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Give the number of an open file descriptor.')
  return Number(text)
}

function readDescriptor(fd: number): string {
  // No more than decides whether it is too long: a character has up to 4 bytes, a line end 2.
  const buffer = new Uint8Array(4 * MAX_PASSWORD_CHARACTERS + 3)
  let length = 0
  try {
    for (let read = -1; read !== 0 && length < buffer.length; length += read)
      read = readSync(fd, buffer, length, buffer.length - length, null)
  } catch (error) {
    throw new UsageError(
      `The password could not be read from file descriptor ${fd} (${reasonOf(error)}). Nothing was changed.`,
    )
  }
  if (length === buffer.length) throw tooLong()
  return acceptable(textOf(buffer.subarray(0, length)).replace(/\r?\n$/, ''))
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new UsageError('The password is not UTF-8 text. Nothing was changed.')
  }
}

async function askInTerminal(question: string): Promise<string> {
  if (!hasTerminal()) {
    throw new UsageError(
      'There is no terminal to ask for the password. Nothing was changed. Give it with --password-fd, such as: ' +
        '--password-fd 0 < FILE',
    )
  }
  return acceptable((await askTerminal(question, false)) ?? '')
}

function acceptable(password: string): string {
  if (password === '') throw new UsageError('No password was given. Nothing was changed.')
  if (charactersIn(password) > MAX_PASSWORD_CHARACTERS) throw tooLong()
  return password
}

function longEnough(password: string): string {
  const count = charactersIn(password)
  if (count >= MIN_NEW_PASSWORD_CHARACTERS) return password
  throw new UsageError(
    `The password has ${count} characters; a new one needs ${MIN_NEW_PASSWORD_CHARACTERS} or more, of any kind. Nothing was ` +
      'changed. A few words are easy to remember and hard to guess.',
  )
}

function tooLong(): UsageError {
  return new UsageError(
    `The password has more than ${MAX_PASSWORD_CHARACTERS.toLocaleString('en')} characters. Nothing was changed. Give a ` +
      'shorter one.',
  )
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}

import { InvalidArgumentError } from 'commander'
import type { Command } from 'commander'
import type { ServerConfig } from '../../config.ts'

/** @throws Error with a sentence for each mistake */
export type ConfigOf = (options: { data?: string }) => ServerConfig

export interface ServerOptions {
  data?: string
  json?: true
}

export interface ActOptions extends ServerOptions {
  as?: string
}

/** For commands that look at a server. */
export function withData(command: Command): Command {
  return command
    .option('--data <dir>', 'where the server keeps everything (IMAGE_SPACE_DATA)')
    .option('--json', 'print JSON, one document or one per line')
}

/** For commands that change something, which is written down with who did it. */
export function withOperator(command: Command): Command {
  return withData(command).option('--as <name>', 'who does this, for the records (your name on this system)')
}

export function wholeNumber(text: string): number {
  const number = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError('Give a whole number above 0.')
  return number
}

import type { account } from './en/account.ts'
import { columnsOf, padded } from './columns.ts'

export interface Kit {
  /** Origin of the server. */
  server: string
  fingerprint: string
  memberNumber: number
  /** 24, in their order. */
  words: string[]
}

const ROWS = 8
const LEAST_WIDTH = 70

/** The page to print, framed, each word with its number; read-kit.ts reads it again. */
export function kitPage({ server, fingerprint, memberNumber, words }: Kit, text: typeof account.kit): string {
  const label = Math.max(columnsOf(text.server), columnsOf(text.account)) + 2
  const numbered = words.map((word, at) => `${String(at + 1).padStart(2)}. ${word}`)
  const lines = [
    text.title,
    '',
    `${padded(text.server, label)}${server}`,
    `${padded(text.account, label)}${fingerprint}, ${text.member(memberNumber)}`,
    '',
    ...Array.from({ length: ROWS }, (_, row) =>
      numbered
        .filter((_word, at) => at % ROWS === row)
        .map((word) => padded(word, 22))
        .join('')
        .trimEnd(),
    ),
    '',
    ...text.use,
  ]
  const width = Math.max(LEAST_WIDTH, ...lines.map(columnsOf))
  const rule = `+${'-'.repeat(width + 4)}+`
  return [rule, ...lines.map((line) => `|  ${padded(line, width)}  |`), rule].join('\n')
}

import { lex } from '../../shared/query/lexer.ts'
import { parseSearch } from '../../shared/query/parse.ts'

/** A search line in the two parts it is shown in. Joined again it is the line. */
export interface SplitLine {
  /** `field:value` terms that were understood, each as written. */
  readonly tokens: readonly string[]
  /** All else: words, and what is still being typed or is not right. */
  readonly draft: string
}

/** Takes the finished terms out of a line. */
export function splitLine(line: string): SplitLine {
  const tokens: string[] = []
  const rest: string[] = []
  for (const raw of lex(line)) {
    const written = line.slice(raw.at, raw.at + raw.length)
    const isToken = raw.field !== null && parseSearch(written).problem === null
    if (isToken) tokens.push(written)
    else rest.push(written)
  }
  return { tokens, draft: rest.join(' ') }
}

/** Takes those finished terms out of a draft that the typist has left behind with a space. */
export function splitDraft(draft: string): SplitLine {
  const finished = /^(.*\s)(\S*)$/s.exec(draft)
  // An open quote goes on over spaces.
  if (!finished || lex(draft).some((raw) => raw.parts.some((part) => part.open))) return { tokens: [], draft }
  const { tokens, draft: words } = splitLine(finished[1]!)
  if (tokens.length === 0) return { tokens, draft }
  return { tokens, draft: words === '' ? finished[2]! : `${words} ${finished[2]!}` }
}

export function joinLine({ tokens, draft }: SplitLine): string {
  return [...tokens, draft].filter((part) => part.trim() !== '').join(' ')
}

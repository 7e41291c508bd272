import { templateTokens } from '../../../shared/file-template.ts'
import type { Text } from '../../../shared/text/index.ts'

/** What a token is called in the user's language: `{sequence:4}` is "sequence, 4 digits". */
export function tokenWords(text: Text['import']['template'], token: string): string {
  const [name = '', digits] = token.split(':')
  if (name.trim() === 'sequence') return text.sequence(Number(digits ?? 4))
  const known = templateTokens.find((one) => one === name.trim())
  return known ? text.tokens[known] : text.unknownToken(token)
}

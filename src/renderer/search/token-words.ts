import { isSearchField } from '../../shared/query/parse.ts'
import { lex } from '../../shared/query/lexer.ts'
import type { SearchField } from '../../shared/query/fields.ts'
import type { Text } from '../../shared/text/index.ts'

/** A finished term as it is shown: field and value in the user's words. */
export interface TokenWords {
  readonly field: string
  readonly value: string
}

export function tokenWords(token: string, text: Text): TokenWords {
  const raw = lex(token)[0]
  if (!raw?.field || !isSearchField(raw.field)) return { field: '', value: token }
  const field = raw.field
  const values = raw.parts.map((part) => valueWords(field, part.text, text))
  const not = raw.negated ? '≠ ' : ''
  return { field: text.library.search.fields[field], value: not + values.join(', ') }
}

function valueWords(field: SearchField, value: string, { library }: Text): string {
  const words: Readonly<Record<string, string>> =
    field === 'flag'
      ? library.flags
      : field === 'label'
        ? { ...library.labels, none: library.filters.noLabel }
        : field === 'type'
          ? library.filters.types
          : field === 'has' || field === 'missing'
            ? library.filters.owned
            : {}
  return (
    words[value] ??
    value
      .replace('..', '–')
      .replace(/^>=/, '≥ ')
      .replace(/^<=/, '≤ ')
      .replace(/^([<>])/, '$1 ')
  )
}

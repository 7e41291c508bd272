import { lex } from '../../shared/query/lexer.ts'
import { isSearchField } from '../../shared/query/parse.ts'
import { type SearchField, searchFields } from '../../shared/query/fields.ts'
import { setTerm } from '../../shared/query/line.ts'
import { labels } from '../../shared/photo.ts'
import { ownedThings, photoTypes } from '../../shared/query/term.ts'

/** One row below the search line. Choosing it puts `term` where the word was. */
export interface Suggestion {
  readonly kind: 'field' | 'term' | 'words'
  /** `camera:`, `camera:"NIKON Z 8"`, or the words themselves. */
  readonly term: string
  readonly count?: number
}

export interface NamedCount {
  readonly name: string
  readonly count: number
}

/** Values that photos of the library have, by field. */
export type KnownValues = Readonly<Partial<Record<SearchField, readonly NamedCount[]>>>

const most = 8

const choices: KnownValues = {
  flag: named(['pick', 'none', 'reject']),
  label: named([...labels, 'none']),
  type: named(photoTypes),
  has: named(ownedThings),
  missing: named(ownedThings),
  rating: named(['>=1', '>=2', '>=3', '>=4', '5', '0']),
}

function named(names: readonly string[]): NamedCount[] {
  return names.map((name) => ({ name, count: -1 }))
}

/** What the last word of the draft could become: fields, values of its field, values anywhere, plain words. */
export function suggestions(draft: string, known: KnownValues): Suggestion[] {
  const raw = lex(draft).at(-1)
  if (!raw || /\s$/.test(draft)) return []
  const typed = raw.parts[0]?.text ?? ''
  const values: KnownValues = { ...choices, ...known }
  if (raw.field !== null) {
    return isSearchField(raw.field) ? valuesOf(raw.field, typed, values).slice(0, most) : []
  }
  if (raw.parts[0]?.quoted || typed === '') return []
  const fields = searchFields
    .filter((field) => field.startsWith(typed.toLowerCase()))
    .map((field): Suggestion => ({ kind: 'field', term: `${field}:` }))
  const found = searchFields.flatMap((field) => (known[field] ? valuesOf(field, typed, known) : []))
  return [...fields.slice(0, 3), ...found.slice(0, most - 4), { kind: 'words', term: typed }]
}

function valuesOf(field: SearchField, typed: string, values: KnownValues): Suggestion[] {
  const wanted = typed.toLowerCase()
  return (values[field] ?? [])
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .map(({ name, count }) => ({
      kind: 'term',
      term: setTerm('', field, name),
      ...(count >= 0 && { count }),
    }))
}

/** The draft with its last word replaced. */
export function completed(draft: string, { kind, term }: Suggestion): string {
  const raw = lex(draft).at(-1)
  const before = raw ? draft.slice(0, raw.at) : draft
  return before + term + (kind === 'field' ? '' : ' ')
}

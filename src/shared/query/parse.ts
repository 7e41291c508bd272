import type { SearchProblem } from '../view.ts'
import { readers, searchFields } from './fields.ts'
import type { SearchField } from './fields.ts'
import { lex } from './lexer.ts'
import type { RawTerm } from './lexer.ts'
import type { Term } from './term.ts'

export interface ParsedSearch {
  /** Terms that were understood; all of them must hold. */
  terms: Term[]
  /** The first thing that was not understood. Its term is left out, so that typing does not empty the grid. */
  problem: SearchProblem | null
}

/** Keys of the sentences in text/…/search.ts. */
export const searchProblemKeys = [
  'unknown-field',
  'value-missing',
  'quote-open',
  'not-a-number',
  'not-a-date',
  'upside-down',
  'not-one-of',
] as const
export type SearchProblemKey = (typeof searchProblemKeys)[number]

/**
 * Understands a search line: free text, and `field:value` for the fields of fields.ts, each of them negated by `-`.
 * Every line has an answer; nothing is thrown.
 */
export function parseSearch(line: string): ParsedSearch {
  const terms: Term[] = []
  let problem: SearchProblem | null = null
  for (const raw of lex(line)) {
    const read = readTerm(raw)
    if ('condition' in read) terms.push(read)
    else problem ??= read
    const open = raw.parts.find((part) => part.open)
    if (open) problem ??= problemAt(open.at, 1, 'quote-open', {})
  }
  return { terms, problem }
}

export function isSearchField(name: string): name is SearchField {
  return (searchFields as readonly string[]).includes(name)
}

function readTerm(raw: RawTerm): Term | SearchProblem {
  const { at, length, negated, field } = raw
  if (field === null) {
    const part = raw.parts[0]!
    return { at, length, negated, condition: { kind: 'text', text: part.text, quoted: part.quoted } }
  }
  if (!isSearchField(field)) {
    return problemAt(raw.negated ? at + 1 : at, field.length, 'unknown-field', {
      field,
      fields: searchFields.join(', '),
    })
  }
  const empty = raw.parts.find((part) => part.text.trim() === '')
  if (empty) {
    const length = empty.at - raw.valueAt + Math.max(1, empty.length)
    return problemAt(raw.valueAt, length, 'value-missing', { field })
  }
  const read = readers[field](raw.parts)
  if ('kind' in read) return { at, length, negated, condition: read }
  return problemAt(read.part.at, read.part.length, read.key, { field, ...read.params })
}

function problemAt(
  at: number,
  length: number,
  key: SearchProblemKey,
  params: Record<string, string>,
): SearchProblem {
  return { at, length, key, params }
}

import { nameFields } from './fields.ts'
import type { SearchField } from './fields.ts'
import { lex } from './lexer.ts'
import type { RawTerm } from './lexer.ts'

/**
 * The filter bar edits the search line, so that there is one truth. Only terms that are not negated count here: what
 * the user wrote with a minus stays as it is.
 */

/** Alternatives of the field's first term, unquoted: `['raw', 'video']` of `type:raw|video`; empty without one. */
export function termValues(line: string, field: SearchField): string[] {
  const term = lex(line).find((raw) => isOf(raw, field))
  return term ? term.parts.map((part) => part.text).filter((text) => text !== '') : []
}

/** The line with the field asking for this and nothing else; null or no values take the field out. */
export function setTerm(line: string, field: SearchField, value: string | readonly string[] | null): string {
  const values = value === null ? [] : typeof value === 'string' ? [value] : value
  const replacement = values.length === 0 ? null : `${field}:${values.map(quoteFor(field)).join('|')}`
  const old = lex(line).filter((raw) => isOf(raw, field))
  const first = old[0]
  if (!first) return replacement === null ? line : joined(line, replacement)
  let result = line
  for (const raw of old.toReversed()) {
    const written = raw === first && replacement !== null ? replacement : ''
    result = cut(result, raw, written)
  }
  return result
}

function isOf(raw: RawTerm, field: SearchField): boolean {
  return raw.field === field && !raw.negated
}

function joined(line: string, term: string): string {
  const before = line.trimEnd()
  // A quote left open would swallow the new term.
  const open = lex(before).some((raw) => raw.parts.some((part) => part.open))
  if (before === '') return term
  return open ? `${term} ${line.trimStart()}` : `${before} ${term}`
}

function cut(line: string, raw: RawTerm, written: string): string {
  const before = line.slice(0, raw.at)
  const after = line.slice(raw.at + raw.length)
  if (written !== '')
    return before + (/\S$/.test(before) ? ' ' : '') + written + (/^\S/.test(after) ? ' ' : '') + after
  const kept = [before.trimEnd(), after.trimStart()].filter((text) => text !== '')
  return kept.join(' ')
}

function quoteFor(field: SearchField): (value: string) => string {
  const plain = nameFields.includes(field) ? /^[^\s"|\\]+$/ : /^[^\s"]+$/
  return (value) => (plain.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`)
}

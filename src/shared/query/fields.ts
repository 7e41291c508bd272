import { flagSchema, labels } from '../photo.ts'
import type { RawPart } from './lexer.ts'
import { ownedThings, photoTypes } from './term.ts'
import type { Condition, NameField, NumberField } from './term.ts'
import { dateRange, numberRange } from './values.ts'
import type { BadValue } from './values.ts'

/** Fields of the search language, in the order help shows them. */
export const searchFields = [
  'rating',
  'flag',
  'label',
  'type',
  'date',
  'camera',
  'lens',
  'iso',
  'f',
  'focal',
  'keyword',
  'album',
  'folder',
  'copies',
  'has',
  'missing',
] as const
export type SearchField = (typeof searchFields)[number]

/** Fields whose value is a name, so that it may need quotes. */
export const nameFields: readonly SearchField[] = ['camera', 'lens', 'keyword', 'album', 'folder']

export interface FieldProblem {
  part: RawPart
  key: BadValue['key'] | 'not-one-of'
  params: Record<string, string>
}

type Reader = (parts: RawPart[]) => Condition | FieldProblem

/** What each field makes of its alternatives. */
export const readers: Readonly<Record<SearchField, Reader>> = {
  rating: numbers('rating'),
  flag: (parts) => choices(parts, flagSchema.options, (values) => ({ kind: 'flag', values })),
  label: (parts) =>
    choices(parts, ['none', ...labels], (values) => ({
      kind: 'label',
      values: values.map((value) => (value === 'none' ? null : value)),
    })),
  type: (parts) => choices(parts, photoTypes, (values) => ({ kind: 'type', values })),
  date: (parts) => ranges(parts, dateRange, (found) => ({ kind: 'date', ranges: found })),
  camera: names('camera'),
  lens: names('lens'),
  iso: numbers('iso'),
  f: numbers('f'),
  focal: numbers('focal'),
  keyword: names('keyword'),
  album: names('album'),
  folder: names('folder'),
  /** Volumes that hold a verified copy of its originals, the image space among them. */
  copies: numbers('copies'),
  has: (parts) => choices(parts, ownedThings, (values) => ({ kind: 'has', values })),
  missing: (parts) => choices(parts, ownedThings, (values) => ({ kind: 'missing', values })),
}

function numbers(field: NumberField): Reader {
  return (parts) => ranges(parts, numberRange, (found) => ({ kind: 'number', field, ranges: found }))
}

function names(field: NameField): Reader {
  return (parts) => ({ kind: 'name', field, values: parts.map((part) => part.text) })
}

function ranges(
  parts: RawPart[],
  read: typeof numberRange,
  condition: (found: { from: number; to: number }[]) => Condition,
): Condition | FieldProblem {
  const found = []
  for (const part of parts) {
    const value = read(part)
    if ('key' in value) return { part, key: value.key, params: { value: part.text } }
    found.push(value)
  }
  return condition(found)
}

function choices<Choice extends string>(
  parts: RawPart[],
  allowed: readonly Choice[],
  condition: (values: Choice[]) => Condition,
): Condition | FieldProblem {
  const values: Choice[] = []
  for (const part of parts) {
    const text = part.text.normalize('NFKC').toLowerCase()
    const value = allowed.find((choice) => choice === text)
    if (value === undefined)
      return { part, key: 'not-one-of', params: { value: part.text, choices: allowed.join(', ') } }
    values.push(value)
  }
  return condition(values)
}

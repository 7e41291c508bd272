import type { RawPart } from './lexer.ts'
import type { Range } from './term.ts'

const DAY_MS = 86_400_000

/** A value that could not be understood; the key of a sentence in text/…/search.ts. */
export interface BadValue {
  key: 'not-a-number' | 'not-a-date' | 'upside-down'
}

const number = String.raw`\d{1,9}(?:\.\d{1,6})?`
const date = String.raw`\d{4}(?:-\d{1,2}(?:-\d{1,2})?)?`

/** `4`, `>=4`, `<2.8`, `35..85`, `35..`, `..85` */
export function numberRange(part: RawPart): Range | BadValue {
  return range(part, number, 'not-a-number', (text) => ({ from: Number(text), to: Number(text) }), 1e-5)
}

/** `2024`, `2024-06`, `2024-06-12`, with the same signs and ranges as numbers; in days since 1970-01-01. */
export function dateRange(part: RawPart): Range | BadValue {
  return range(part, date, 'not-a-date', daysOf, 1)
}

function range(
  part: RawPart,
  pattern: string,
  bad: BadValue['key'],
  spanOf: (text: string) => Range | null,
  /** The least there can be between two different values. */
  step: number,
): Range | BadValue {
  const text = part.text.normalize('NFKC').replaceAll('/', '-')
  const single = new RegExp(`^(>=|<=|>|<|=)?(${pattern})$`).exec(text)
  if (single) {
    const span = spanOf(single[2]!)
    return span ? compared(single[1] ?? '=', span, step) : { key: bad }
  }
  const both = new RegExp(`^(${pattern})?(?:\\.\\.\\.?|…)(${pattern})?$`).exec(text)
  if (!both || (both[1] === undefined && both[2] === undefined)) return { key: bad }
  const first = both[1] === undefined ? { from: -Infinity, to: -Infinity } : spanOf(both[1])
  const last = both[2] === undefined ? { from: Infinity, to: Infinity } : spanOf(both[2])
  if (!first || !last) return { key: bad }
  return first.from > last.to ? { key: 'upside-down' } : { from: first.from, to: last.to }
}

function compared(sign: string, span: Range, step: number): Range {
  switch (sign) {
    case '>=':
      return { from: span.from, to: Infinity }
    case '>':
      return { from: span.to + step, to: Infinity }
    case '<=':
      return { from: -Infinity, to: span.to }
    case '<':
      return { from: -Infinity, to: span.from - step }
    default:
      return span
  }
}

function daysOf(text: string): Range | null {
  const [year, month, day] = text.split('-').map(Number)
  if (month !== undefined && (month < 1 || month > 12)) return null
  const from = Date.UTC(year!, (month ?? 1) - 1, day ?? 1)
  if (day !== undefined && new Date(from).getUTCDate() !== day) return null
  const next =
    day !== undefined
      ? from + DAY_MS
      : month !== undefined
        ? Date.UTC(year!, month, 1)
        : Date.UTC(year! + 1, 0, 1)
  return { from: from / DAY_MS, to: next / DAY_MS - 1 }
}

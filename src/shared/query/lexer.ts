/** One term of the search line as written, before its field and value are understood. */
export interface RawTerm {
  /** Position of the whole term, its minus sign included. */
  at: number
  length: number
  negated: boolean
  /** Lower-case word before the colon; null for free text. */
  field: string | null
  /** Position of the value, behind the colon. */
  valueAt: number
  valueLength: number
  /** Parts of the value between `|`, unquoted. Free text is always one part. */
  parts: RawPart[]
}

export interface RawPart {
  text: string
  quoted: boolean
  /** Quoted, and the quote is never closed. */
  open: boolean
  at: number
  length: number
}

/** Spaces of every script, the wide space of Japanese input included. */
const space = /\s/
const fieldName = /([A-Za-z]+)[:：]/y

/** Cuts a search line into terms. Accepts every line; never throws. */
export function lex(line: string): RawTerm[] {
  const terms: RawTerm[] = []
  let at = 0
  while (at < line.length) {
    if (space.test(line.charAt(at))) at++
    else {
      const term = readTerm(line, at)
      terms.push(term)
      at = term.at + term.length
    }
  }
  return terms
}

function readTerm(line: string, at: number): RawTerm {
  const next = line.charAt(at + 1)
  const negated = line.charAt(at) === '-' && next !== '' && !space.test(next)
  fieldName.lastIndex = negated ? at + 1 : at
  const field = fieldName.exec(line)
  const valueAt = field ? fieldName.lastIndex : negated ? at + 1 : at

  const parts: RawPart[] = []
  let end = valueAt
  for (;;) {
    const part = line.charAt(end) === '"' ? readQuoted(line, end) : readBare(line, end, field !== null)
    parts.push(part)
    end = part.at + part.length
    if (field === null || line.charAt(end) !== '|') break
    end++
  }
  return {
    at,
    length: end - at,
    negated,
    field: field?.[1]?.toLowerCase() ?? null,
    valueAt,
    valueLength: end - valueAt,
    parts,
  }
}

/** Text in quotes; `\"` and `\\` stand for the character itself. An open quote reaches to the end of the line. */
function readQuoted(line: string, at: number): RawPart {
  let text = ''
  let end = at + 1
  while (end < line.length && line.charAt(end) !== '"') {
    if (line.charAt(end) === '\\' && /["\\]/.test(line.charAt(end + 1))) end++
    text += line.charAt(end)
    end++
  }
  const open = end >= line.length
  return { text, quoted: true, open, at, length: (open ? end : end + 1) - at }
}

function readBare(line: string, at: number, alternatives: boolean): RawPart {
  let end = at
  while (end < line.length && !endsBare(line.charAt(end), alternatives)) end++
  return { text: line.slice(at, end), quoted: false, open: false, at, length: end - at }
}

function endsBare(character: string, alternatives: boolean): boolean {
  return space.test(character) || (alternatives && (character === '|' || character === '"'))
}

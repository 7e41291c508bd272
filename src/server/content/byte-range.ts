export interface Range {
  first: number
  last: number
}

/**
 * The part of a blob that a Range header asks for (RFC 9110 section 14.2); what it does not understand, and several ranges at once, ask
 * for the whole.
 * @returns null for the whole; 'none' when no byte of it is there
 */
export function rangeOf(header: string | undefined, length: number): Range | null | 'none' {
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return null
  if (from === '') {
    const wanted = Math.min(Number(to), length)
    return wanted === 0 ? 'none' : { first: length - wanted, last: length - 1 }
  }
  const first = Number(from)
  if (to !== '' && Number(to) < first) return null
  if (first >= length) return 'none'
  return { first, last: to === '' ? length - 1 : Math.min(Number(to), length - 1) }
}

/**
 * The one range of a Range header (RFC 9110, 14.1.2). Several ranges at once, and forms we do not know, are
 * answered with the whole, as the standard allows.
 */
export function parseRange(
  header: string | undefined,
  bytes: number,
): 'whole' | 'unsatisfiable' | { first: number; last: number } {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return 'whole'
  const [, from = '', to = ''] = match
  if (from === '') {
    const length = Math.min(Number(to), bytes)
    return length === 0 ? 'unsatisfiable' : { first: bytes - length, last: bytes - 1 }
  }
  const first = Number(from)
  const last = to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1)
  if (to !== '' && Number(to) < first) return 'whole'
  return first >= bytes ? 'unsatisfiable' : { first, last }
}

import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'
import { pageHeaders } from './page-headers.ts'

/** What the engine needs to know of a request for bytes; cookies and origins are not its business. */
const ASKED = ['range', 'if-range', 'if-none-match', 'content-type', 'content-length'] as const
/** What of its answer the page needs; the rest belongs to the connection in between. */
const ANSWERED = [
  'content-type',
  'content-length',
  'content-range',
  'accept-ranges',
  'etag',
  'cache-control',
] as const

/** The largest body of such a request is a frame of a clip. The engine has a closer limit for each address. */
export const MAX_BULK_BODY_BYTES = 16 * 1024 * 1024

export function headersForEngine(get: (name: string) => string | null | undefined): OutgoingHttpHeaders {
  return { host: 'engine', ...chosen(ASKED, get) }
}

export function headersForPage(answer: IncomingHttpHeaders): Record<string, string> {
  return { ...chosen(ANSWERED, (name) => answer[name]?.toString()), ...pageHeaders }
}

function chosen(
  names: readonly string[],
  get: (name: string) => string | null | undefined,
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = get(name)
      return value === null || value === undefined ? [] : [[name, value]]
    }),
  )
}

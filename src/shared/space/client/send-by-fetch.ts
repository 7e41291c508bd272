import { concat } from '../../crypto/bytes.ts'
import { BrokenAnswer } from './connection.ts'
import type { Send } from './transport.ts'

interface Reader {
  read(): Promise<{ done: boolean; value?: Uint8Array }>
}
interface Fetched {
  status: number
  headers: { get(name: string): string | null }
  body: { getReader(): Reader } | null
}
interface Stop {
  signal: object
  abort(reason: Error): void
}
// The library of types for all places where this runs does not know these; all of them have them.
declare const fetch: (
  url: string,
  init: {
    method: string
    headers: Record<string, string>
    body: Uint8Array | null
    redirect: 'error'
    cache: 'no-store'
    credentials: 'omit'
    signal: object
  },
) => Promise<Fetched>
declare const AbortController: new () => Stop
declare const setTimeout: (call: () => void, milliseconds: number) => number
declare const clearTimeout: (timer: number) => void

/** A server that says nothing for so long is not there. Milliseconds. */
const SILENCE = 60_000
/** What it has to look through everything for may take it longer. */
const LONG_SILENCE = 600_000
/** The slowest line that is worth while, in bytes of what is sent per millisecond. */
const SLOWEST = 16
/** Of an answer, where nobody says otherwise: nothing that is asked for is longer. Bytes. */
const LONGEST_ANSWER = 8 << 20

/**
 * By fetch, as Node and browsers have it. A server that wants to send us elsewhere is not followed; one that is silent is
 * not waited for, and one that does not end is not heard out, however small its answer was on the way.
 * @param silence milliseconds
 */
export function fetchWithin(silence: number): Send {
  return async ({ method, url, headers, body, longest = LONGEST_ANSWER, takesLong = false }) => {
    const stop = new AbortController()
    const wait = (milliseconds: number) => setTimeout(() => stop.abort(new Error('no answer')), milliseconds)
    let timer = wait((takesLong ? LONG_SILENCE : silence) + (body?.length ?? 0) / SLOWEST)
    try {
      const answer = await fetch(url, {
        ...{ method, headers, body, signal: stop.signal },
        ...{ redirect: 'error', cache: 'no-store', credentials: 'omit' },
      })
      const parts: Uint8Array[] = []
      const reader = answer.body?.getReader()
      for (let length = 0; reader;) {
        clearTimeout(timer)
        timer = wait(silence)
        const { done, value } = await reader.read()
        if (done || !value) break
        length += value.length
        if (length > longest) throw new BrokenAnswer()
        parts.push(value)
      }
      return { status: answer.status, header: (name) => answer.headers.get(name), body: concat(...parts) }
    } finally {
      clearTimeout(timer)
      stop.abort(new Error('over'))
    }
  }
}

export const sendByFetch: Send = fetchWithin(SILENCE)

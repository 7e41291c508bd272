import type { Send } from './transport.ts'

interface Fetched {
  status: number
  headers: { get(name: string): string | null }
  arrayBuffer(): Promise<ArrayBuffer>
}
// The library of types for all places where this runs does not know it; all of them have it.
declare const fetch: (
  url: string,
  init: {
    method: string
    headers: Record<string, string>
    body: Uint8Array | null
    redirect: 'error'
    cache: 'no-store'
    credentials: 'omit'
  },
) => Promise<Fetched>

/** By fetch, as Node and browsers have it. A server that wants to send us elsewhere is not followed. */
export const sendByFetch: Send = async ({ method, url, headers, body }) => {
  const answer = await fetch(url, {
    ...{ method, headers, body },
    ...{ redirect: 'error', cache: 'no-store', credentials: 'omit' },
  })
  return {
    status: answer.status,
    header: (name) => answer.headers.get(name),
    body: new Uint8Array(await answer.arrayBuffer()),
  }
}

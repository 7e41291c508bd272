import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/**
 * Who may talk to the browser host. The address printed at the start holds a token that works once and is exchanged
 * for a cookie; from then on the cookie counts. Another page in the same browser sends the cookie too in some cases,
 * and a name that resolves to this machine (DNS rebinding) would be the same origin to a browser, so each request
 * must also name us as its host and come from our own page.
 */
export interface Access {
  /** To be opened once. */
  readonly firstAddress: string
  /** Null when the request may go on, else why not. */
  refusal(request: IncomingMessage): Refusal | null
  /** Uses the token up. @returns the Set-Cookie header, or null when the token is wrong or was used */
  exchange(token: string): string | null
}

export type Refusal = 'wrong host' | 'wrong origin' | 'no session'

export function createAccess(port: number): Access {
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`])
  const session = secret()
  // Cookies know no ports: two libraries open at once need two names.
  const cookieName = `image-space-${port}`
  let token: string | null = secret()

  function isOurOrigin({ headers, method }: IncomingMessage): boolean {
    const { origin, host } = headers
    const site = headers['sec-fetch-site']
    if (origin !== undefined) return origin === `http://${host}`
    // Without Origin only plain reading is left; a current browser tells where that comes from.
    if (method !== 'GET' && method !== 'HEAD') return false
    return site === undefined || site === 'same-origin' || site === 'none'
  }

  return {
    firstAddress: `http://127.0.0.1:${port}/?token=${token}`,
    refusal(request) {
      if (!hosts.has(request.headers.host ?? '')) return 'wrong host'
      const upgrade = request.headers.upgrade !== undefined
      if (upgrade && request.headers.origin === undefined) return 'wrong origin'
      if (!isOurOrigin(request)) return 'wrong origin'
      return same(cookieOf(request, cookieName), session) ? null : 'no session'
    },
    exchange(given) {
      if (token === null || !same(given, token)) return null
      token = null
      return `${cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict`
    },
  }
}

function secret(): string {
  return randomBytes(32).toString('base64url')
}

function same(given: string, expected: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(expected)
  return a.byteLength === b.byteLength && timingSafeEqual(a, b)
}

function cookieOf(request: IncomingMessage, name: string): string {
  const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim())
  return cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1) ?? ''
}

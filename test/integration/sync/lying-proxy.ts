import { createHash } from 'node:crypto'
import { createServer, request } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { bindAnswer, bindingKeyOf } from '../../../src/shared/crypto/response-binding.ts'
import type { Session } from '../../../src/shared/space/client/connection.ts'
import type { Route } from '../../../src/shared/space/route.ts'

export interface Call {
  method: string
  /** With its query. */
  url: string
  path: string
  headers: IncomingHttpHeaders
  body: Buffer
}

export interface Told {
  status: number
  headers: Record<string, string>
  body: Uint8Array
}

/**
 * What a proxy does with a call instead of passing it on.
 * @param pass asks the real server, with this call or another
 * @param out where the answer goes, for who answers with something that is no answer
 * @returns what to answer; null: that is done, or there will never be an answer
 */
export type Lie = (
  call: Call,
  pass: (call: Call) => Promise<Told>,
  out: ServerResponse,
) => Promise<Told | null>

export interface LyingProxy {
  origin: string
  /** Whom it lies to, besides those who do not say who they are. */
  victim: Session | null
  lie: Lie | null
  /** Calls of the victim since the lie began, as method and path. */
  calls: string[]
  close(): void
}

/** A real server's address, at which something between may say anything. */
export async function lyingProxy(target: () => number): Promise<LyingProxy> {
  const proxy: LyingProxy = { origin: '', victim: null, lie: null, calls: [], close: () => undefined }
  const server = createServer((incoming, out) => {
    void answer(incoming, out).catch(() => out.destroy())
  })
  async function answer(incoming: IncomingMessage, out: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = incoming
    const { authorization } = headers
    const isVictim = authorization === undefined || authorization === bearer(proxy.victim)
    const path = url.split('?')[0]!
    if (isVictim) proxy.calls.push(`${method} ${path}`)
    const { lie } = proxy
    if (!isVictim || !lie) return void passOn(target(), incoming, out)
    const call = { method, url, path, headers, body: await buffer(incoming) }
    const told = await lie(call, (of) => ask(target(), of, out), out)
    if (!told) return
    const { 'transfer-encoding': _chunks, 'content-length': _length, ...rest } = told.headers
    out.writeHead(told.status, rest)
    out.end(told.body)
  }
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  proxy.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // It listens on a port.
  proxy.close = () => {
    server.closeAllConnections()
    server.close()
  }
  return proxy
}

function bearer(session: Session | null): string | null {
  return session && `Bearer ${text(session.token)}`
}

/** As it is, also when it has no end. */
function passOn(port: number, incoming: IncomingMessage, out: ServerResponse): void {
  const { method, url, headers } = incoming
  const passed = request({ host: '127.0.0.1', port, method, path: url, headers, agent: false }, (given) => {
    out.writeHead(given.statusCode ?? 0, given.headers)
    given.pipe(out)
    given.on('error', () => out.destroy())
  })
  passed.on('error', () => out.destroy())
  out.on('close', () => passed.destroy())
  incoming.pipe(passed)
}

function ask(port: number, { method, url, headers, body }: Call, out: ServerResponse): Promise<Told> {
  return new Promise((resolve, reject) => {
    const of = { host: '127.0.0.1', port, method, path: url, headers: { ...headers, connection: 'close' } }
    const asked = request({ ...of, agent: false }, (given) => {
      const told = Object.entries(given.headers).map(([name, value]) => [name, String(value)])
      buffer(given).then(
        (whole) => resolve({ status: given.statusCode ?? 0, headers: Object.fromEntries(told), body: whole }), // Made of pairs.
        reject,
      )
    })
    asked.on('error', reject)
    // An answer without an end, such as the server's events, is not waited for by itself.
    out.on('close', () => asked.destroy())
    asked.end(body)
  })
}

export function isCallOf(route: Route, { method, path }: Call): boolean {
  return route.method === method && new RegExp(`^${route.path.replaceAll(/:\w+/g, '[^/]+')}$`).test(path)
}

/** Binds an answer as the server would, which knows every session; or as somebody would who knows another. */
export async function bound(
  told: Told,
  { method, url, headers }: Call,
  session: Session,
  over: Partial<{
    method: string
    path: string
    nonce: Uint8Array
    account: Uint8Array
    status: number
    content: Uint8Array
  }> = {},
): Promise<Told> {
  const binding = await bindAnswer(await bindingKeyOf(session.token), {
    ...{ method, path: url, account: session.account, status: told.status },
    nonce: Buffer.from(String(headers['is-nonce']), 'base64url'),
    content: createHash('sha256').update(told.body).digest(),
    ...over,
  })
  return { ...told, headers: { ...told.headers, 'is-bind': text(binding) } }
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}

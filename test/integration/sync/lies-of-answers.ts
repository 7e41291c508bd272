import { gzipSync } from 'node:zlib'
import { api } from '../../../src/shared/space/api.ts'
import { about, html, instead, json, said } from './lies.ts'
import type { Lie, Told } from './lying-proxy.ts'
import { bound, isCallOf } from './lying-proxy.ts'
import type { Case, World } from './malicious-world.ts'
import { goesOn, needsYou, offline } from './malicious-world.ts'

const { describe } = api.server
const { list } = api.spaces

const redirected = (to: string): Told => ({ status: 302, headers: { location: to }, body: Buffer.alloc(0) })
/** Says it without any form. */
const raw = (bytes: string | Buffer): Lie =>
  about(describe, async (_call, _pass, out) => {
    out.socket?.end(bytes)
    return null
  })
const described = (change: (answer: Record<string, unknown>) => unknown): Lie =>
  instead(describe, (told) => json(200, change(JSON.parse(Buffer.from(told.body).toString()))))

/** Of a whole answer, so many bytes; then the line is cut. */
const cutAt = (share: number): Lie =>
  about(list, async (call, pass, out) => {
    const { status, headers, body } = await pass(call)
    out.writeHead(status, { ...headers, 'content-length': body.length })
    out.write(body.subarray(0, Math.floor((body.length - 1) * share)), () => out.socket?.destroy())
    return null
  })

const zeros = Buffer.alloc(1 << 20)
const endless = (route: typeof describe | typeof list): Lie =>
  about(route, async (call, pass, out) => {
    const { headers } = await pass(call)
    const { 'content-length': _length, ...rest } = headers
    out.writeHead(200, rest)
    const more = () => {
      while (out.write(zeros));
    }
    out.on('drain', more)
    more()
    return null
  })

/** 4 MB on the way, 4 GB when unpacked. */
const bomb = (): Buffer => Buffer.concat(Array.from({ length: 256 }, () => packed))
const packed = gzipSync(Buffer.alloc(1 << 24))

/** What is not the answer to this question of this session. */
const unbound = (answer: (told: Told) => Told): Lie => instead(list, answer)
const boundTo = (over: (world: World) => Parameters<typeof bound>[3]) => (world: World) =>
  about(list, async (call, pass) => bound(await pass(call), call, world.session(), over(world)))

/** A cache in front of the server that keeps every answer for good, and asks for nothing twice. */
function cache(): Lie {
  const kept = new Map<string, Told>()
  return async (call, pass) => {
    if (call.method !== 'GET') return pass(call)
    const told = kept.get(call.url) ?? (await pass(call))
    kept.set(call.url, told)
    return told
  }
}

export const liesOfAnswers: Record<string, Case> = {
  'a login page in the place of the server': {
    lie: () => async () => html(200),
    then: offline('not-an-image-space'),
  },
  'a redirect to a login page': {
    lie: () => async () => redirected('http://127.0.0.1:9/login'),
    then: offline('not-an-image-space'),
  },
  'a redirect to another server, of what is private': {
    lie: ({ proxy }) => instead(list, () => redirected(`${proxy.origin}/v1/spaces?`)),
    then: offline('not-an-image-space'),
  },
  'the description of something else': {
    lie: () => described(() => ({ name: 'a printer' })),
    then: offline('not-an-image-space'),
  },
  'another address': {
    lie: () => described((answer) => ({ ...answer, origin: 'https://elsewhere.example.org' })),
    then: needsYou('other-address'),
  },
  'the key of another server': {
    lie: () => described((answer) => ({ ...answer, key: Buffer.alloc(32, 7).toString('base64url') })),
    then: needsYou('other-space'),
  },
  'a clock that no time can be made of': {
    lie: () => described((answer) => ({ ...answer, time: 2 ** 52 })),
    then: offline('not-an-image-space'),
  },
  'a clock 20 years ahead': {
    lie: () => described((answer) => ({ ...answer, time: Date.now() + 631e9 })),
    then: goesOn,
  },
  'a clock at 1970': { lie: () => described((answer) => ({ ...answer, time: 0 })), then: goesOn },
  'a proxy whose server is away': { lie: () => async () => html(502), then: offline('unavailable') },
  'too many calls, for ever': {
    lie: () => async () => json(429, { code: 'too-many', sentence: 'Later.', retryAfter: 1e15 }),
    then: offline('too-many'),
  },
  'nothing, and the line is cut': { lie: () => raw(''), then: offline('no-connection') },
  'what is no HTTP': { lie: () => raw('SSH-2.0-OpenSSH_9.6\r\n'), then: offline('no-connection') },
  'headers without an end': {
    lie: () => raw(`HTTP/1.1 200 OK\r\n${'x-more: and more\r\n'.repeat(20_000)}\r\n`),
    then: offline('no-connection'),
  },
  'an answer that is cut before its first byte': { lie: () => cutAt(0), then: offline('no-connection') },
  'an answer that is cut in its middle': { lie: () => cutAt(0.5), then: offline('no-connection') },
  'an answer that is cut before its last byte': { lie: () => cutAt(1), then: offline('no-connection') },
  'no answer, on an open line': {
    lie: () => about(describe, async () => null),
    then: offline('no-connection'),
    impatient: true,
  },
  'no answer to what is private': {
    lie: () => about(list, async () => null),
    then: offline('no-connection'),
    impatient: true,
  },
  'the head of an answer, and then nothing': {
    lie: () =>
      about(list, async (call, pass, out) => {
        const { status, headers } = await pass(call)
        out.writeHead(status, headers)
        out.flushHeaders()
        return null
      }),
    then: offline('no-connection'),
    impatient: true,
  },
  'an answer without an end': { lie: () => endless(list), then: needsYou('broken-answer') },
  'a description without an end': { lie: () => endless(describe), then: offline('not-an-image-space') },
  'an answer that unpacks to 4 GB': {
    lie: () =>
      unbound(({ status, headers }) => ({
        ...{ status, body: bomb() },
        headers: { ...headers, 'content-encoding': 'gzip' },
      })),
    then: needsYou('broken-answer'),
  },

  'a login page that begins in the middle': {
    lie: () => unbound(() => html(200)),
    then: needsYou('not-your-space', 'foreign-answer'),
  },
  'an answer without its binding': {
    lie: () => unbound(({ headers: { 'is-bind': _bind, ...headers }, ...told }) => ({ ...told, headers })),
    then: needsYou('not-your-space', 'foreign-answer'),
  },
  'an answer with a byte changed': {
    lie: () =>
      unbound((told) => {
        const body = Buffer.from(told.body)
        body[body.length >> 1]! ^= 1
        return { ...told, body }
      }),
    then: needsYou('not-your-space', 'foreign-answer'),
  },
  'an answer with other spaces between the same words': {
    lie: () => unbound((told) => ({ ...told, body: Buffer.concat([told.body, Buffer.from('\n')]) })),
    then: needsYou('not-your-space', 'foreign-answer'),
  },
  'an answer with another status': {
    lie: () => unbound((told) => ({ ...told, status: 203 })),
    then: needsYou('not-your-space', 'foreign-answer'),
  },
  'an answer for another account': {
    lie: boundTo(({ c }) => ({ account: c.account.member.session.account })),
    then: needsYou('not-your-space', 'foreign-answer'),
  },
  'an answer to another member’s session': {
    lie: ({ c }) =>
      about(list, async (call, pass) => bound(await pass(call), call, c.account.member.session)),
    then: needsYou('not-your-space', 'foreign-answer'),
  },
  'an answer to another question': {
    lie: boundTo(() => ({ path: '/v1/account' })),
    then: needsYou('not-your-space', 'foreign-answer'),
  },
  'an answer to another way of asking': {
    lie: boundTo(() => ({ method: 'POST' })),
    then: needsYou('not-your-space', 'foreign-answer'),
  },
  'an answer to the same question, asked before': {
    lie: boundTo(() => ({ nonce: Buffer.alloc(16, 1) })),
    then: needsYou('not-your-space', 'foreign-answer'),
  },
  'SB-09 a cache that keeps everything': {
    lie: async ({ a, proxy }) => {
      const { tools, member } = a.account
      proxy.lie = cache()
      await tools.connection.askAs(member.session, list, {})
      return proxy.lie
    },
    then: needsYou('not-your-space', 'foreign-answer'),
  },
  'what is no JSON, bound': {
    lie: ({ session }) =>
      about(list, async (call, pass) =>
        bound({ ...(await pass(call)), body: Buffer.from('{"spaces"') }, call, session()),
      ),
    then: needsYou('broken-answer'),
  },
  'nothing, bound': {
    lie: ({ session }) =>
      about(list, async (call, pass) =>
        bound({ ...(await pass(call)), body: Buffer.alloc(0) }, call, session()),
      ),
    then: needsYou('broken-answer'),
  },
  'something else, bound': {
    lie: ({ session }) => said(list, session, () => ({ spaces: 'all of them' })),
    then: needsYou('broken-answer'),
  },
  'another type of content': {
    lie: () => async (call, pass) => {
      const told = await pass(call)
      // It is what it says that counts.
      return isCallOf(list, call)
        ? { ...told, headers: { ...told.headers, 'content-type': 'text/html' } }
        : told
    },
    then: goesOn,
  },
}

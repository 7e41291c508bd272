import type { ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { api } from '../../../src/shared/space/api.ts'
import type { ScratchServer } from '../server/scratch-server.ts'
import { openScratchServer } from '../server/scratch-server.ts'
import { libraryState } from './library-state.ts'
import type { Call, LyingProxy } from './lying-proxy.ts'
import { bound, isCallOf, lyingProxy } from './lying-proxy.ts'
import { syncComputer } from './sync-computers.ts'
import type { SyncComputer } from './sync-computers.ts'

// Events only say that it may be worth while to look: whatever they say, a round believes its own answers.

let server: ScratchServer
let proxy: LyingProxy
let members = 0

beforeAll(async () => {
  proxy = await lyingProxy(() => (server.app.server.address() as AddressInfo).port) // It listens on a port.
  server = await openScratchServer({ publicUrl: new URL(proxy.origin) })
})
afterAll(async () => {
  proxy.close()
  await server.close()
})

type Over = NonNullable<Parameters<typeof bound>[3]>

/** A library in step, with the server's stream of events in the hands of the test. */
async function listening(over: Over = {}): Promise<{
  a: SyncComputer
  stream: ServerResponse
  closed: Promise<unknown>
}> {
  const email = `events-${++members}@example.org`
  const a = await syncComputer({ server: proxy.origin, email, photos: 1, paused: true })
  const { session } = a.account.member
  proxy.victim = session
  const streams = Promise.withResolvers<{ stream: ServerResponse; closed: Promise<unknown> }>()
  proxy.lie = async (call, pass, out) => {
    if (!isCallOf(api.trust.events, call)) return pass(call)
    const head = { status: 200, headers: { 'content-type': 'text/event-stream' }, body: new Uint8Array(0) }
    const { headers } = await bound(head, call, session, { content: new Uint8Array(32), ...over })
    out.writeHead(200, headers)
    out.flushHeaders()
    streams.resolve({ stream: out, closed: once(out, 'close') })
    return null
  }
  a.settings.change({ syncPaused: false })
  const { stream, closed } = await streams.promise
  await a.until(({ state, unsent }) => state === 'up-to-date' && unsent === 0)
  return { a, stream, closed }
}

/** Resolves when a round begins. */
function nextRound(): Promise<void> {
  const { lie } = proxy
  return new Promise((resolve) => {
    proxy.lie = (call: Call, ...rest) => {
      if (isCallOf(api.server.describe, call)) resolve()
      return lie!(call, ...rest)
    }
  })
}

test.each<[string, Over]>([
  ['another account', { account: new Uint8Array(32) }],
  ['another question', { nonce: new Uint8Array(16) }],
])('events that are bound to %s are not listened to', async (_what, over) => {
  const { a, stream, closed } = await listening(over)
  const before = proxy.calls.length
  stream.write('event: missed\ndata: {}\n\n'.repeat(100))
  await closed
  expect(proxy.calls.slice(before).filter((call) => call.endsWith(api.server.describe.path))).toEqual([])
  expect(a.bugs).toEqual([])
})

test('a line of events without an end ends them', async () => {
  const { a, stream, closed } = await listening()
  stream.write('data: '.padEnd(20_000, 'x'))
  await closed
  expect(a.bugs).toEqual([])
})

test('what is no event of the server is passed over; a space that has grown too far is looked at, and is as it was', async () => {
  const { a, stream } = await listening()
  const before = libraryState(a.library.path)
  const { joined } = await a.library.catalog.sync.state()
  const space = Buffer.from(joined!.space, 'hex').toString('base64url')
  const other = Buffer.alloc(16, 1).toString('base64url')
  stream.write('event: grew\ndata: no JSON\n\n')
  stream.write('event: grew\ndata: {"space": 7}\n\n')
  stream.write('event: removed\ndata: {"everything": true}\n\n')
  stream.write(`event: grew\ndata: {"space":"${other}","sequence":9}\n\n`)
  stream.write(`event: grew\ndata: {"space":"${space}","sequence":0}\n\n`)
  const round = nextRound()
  stream.write(`event: grew\ndata: {"space":"${space}","sequence":4503599627370496}\n\n`)
  await round
  expect((await a.service.now()).status).toMatchObject({ state: 'up-to-date', unsent: 0 })
  // It is still listened to.
  expect(stream.destroyed).toBe(false)
  expect(libraryState(a.library.path)).toEqual(before)
  expect(a.bugs).toEqual([])
})

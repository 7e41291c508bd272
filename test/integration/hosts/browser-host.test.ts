import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { OutgoingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { whenGone } from '../../../src/main/engine/attach.ts'
import { openBrowserHost } from '../../../src/main/hosts/browser/browser-host.ts'
import type { BrowserHost } from '../../../src/main/hosts/browser/browser-host.ts'
import { unpackColumns } from '../../../src/shared/columns-codec.ts'
import type { EngineClient } from '../../../src/shared/ipc/client.ts'
import { rawRequest, testLibraries } from '../../fixtures/engine-client.ts'

const libraries = testLibraries()
const hosts: BrowserHost[] = []
const rendererRoot = join(libraries.folder, 'renderer')

interface Visit {
  port: number
  tokenPath: string
  host: string
}

beforeAll(() => {
  mkdirSync(join(rendererRoot, 'assets'), { recursive: true })
  writeFileSync(join(rendererRoot, 'index.html'), '<!doctype html><title>Image Space</title>')
  writeFileSync(join(rendererRoot, 'assets', 'index-1a2b3c4d.js'), 'export {}')
  writeFileSync(join(libraries.folder, 'secret.html'), 'secret')
})
afterAll(async () => {
  await Promise.all(hosts.map((host) => host.close()))
  await libraries.close()
})

async function open(library = 'shared'): Promise<Visit> {
  const host = await openBrowserHost({ libraryPath: libraries.root(library), rendererRoot, port: 0 })
  hosts.push(host)
  const url = new URL(host.url)
  return { port: Number(url.port), tokenPath: url.pathname + url.search, host: url.host }
}

const askToOpen = ({ port, host }: Visit, body: string, headers: OutgoingHttpHeaders) =>
  rawRequest({ port }, '/open-library', {
    method: 'POST',
    headers: { host, 'content-length': Buffer.byteLength(body), ...headers },
    body: Buffer.from(body),
  })

const get = ({ port, host }: Visit, path: string, headers: OutgoingHttpHeaders = {}, method = 'GET') =>
  rawRequest({ port }, path, { method, headers: { host, ...headers } })

async function enter(visit: Visit): Promise<string> {
  const { headers } = await get(visit, visit.tokenPath)
  return headers['set-cookie']![0]!.split(';')[0]!
}

/** @returns 'open' or the status that refused it */
async function upgrade(
  visit: Visit,
  headers: Record<string, string>,
  path = '/rpc',
): Promise<'open' | number> {
  const socket = new WebSocket(`ws://127.0.0.1:${visit.port}${path}`, {
    headers: { host: visit.host, ...headers },
  })
  const [outcome] = (await Promise.race([
    once(socket, 'open').then(() => ['open']),
    once(socket, 'unexpected-response').then(([, response]) => [
      (response as { statusCode: number }).statusCode,
    ]),
  ])) as ['open' | number]
  socket.on('error', () => undefined)
  socket.terminate()
  return outcome
}

test('the first address works once: it gives a cookie and leads to an address without the token', async () => {
  const visit = await open()
  const entered = await get(visit, visit.tokenPath)
  expect(entered.status).toBe(303)
  expect(entered.headers.location).toBe('/')
  const cookie = entered.headers['set-cookie']![0]!
  expect(cookie).toMatch(/^image-space-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
  expect(cookie).not.toContain(visit.tokenPath.split('=')[1])

  expect((await get(visit, visit.tokenPath)).status).toBe(403)
  expect((await get(visit, '/')).status).toBe(403)
  const page = await get(visit, '/', { cookie: cookie.split(';')[0]! })
  expect(page.status).toBe(200)
  expect(page.body.toString()).toContain('<title>Image Space</title>')
})

test('a wrong token is refused and does not use up the right one', async () => {
  const visit = await open()
  for (const path of ['/?token=', '/?token=x', `${visit.tokenPath}x`, visit.tokenPath.slice(0, -1)]) {
    expect((await get(visit, path)).status, path).toBe(403)
  }
  // Programs that look at an address before it is opened do not use it up either.
  expect((await get(visit, visit.tokenPath, {}, 'HEAD')).status).toBe(403)
  expect((await get(visit, visit.tokenPath)).status).toBe(303)
})

test('a page of another site that sends the cookie is refused, whatever it asks', async () => {
  const visit = await open()
  const cookie = await enter(visit)
  const own = `http://${visit.host}`
  const outcomes = async (headers: OutgoingHttpHeaders) =>
    Promise.all([
      get(visit, '/', { cookie, ...headers }),
      get(visit, '/bulk/columns', { cookie, ...headers }),
      get(visit, '/bulk/previews/grid', { cookie, ...headers }, 'POST'),
    ]).then((answers) => answers.map(({ status }) => status))

  for (const foreign of [
    { origin: 'https://evil.example' },
    { origin: `http://127.0.0.1:${visit.port + 1}` },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]) {
    expect(await outcomes(foreign), JSON.stringify(foreign)).toEqual([403, 403, 403])
  }
  // A name of the attacker's that now resolves to this machine (DNS rebinding): same origin to the browser.
  const rebound = { host: `evil.example:${visit.port}`, origin: `http://evil.example:${visit.port}` }
  expect(await outcomes(rebound)).toEqual([403, 403, 403])
  expect(await outcomes({ origin: own })).toEqual([200, 200, 200])
  // Without Origin nothing may be sent.
  expect(await outcomes({ 'sec-fetch-site': 'same-origin' })).toEqual([200, 200, 403])
})

test('calls are open to our own page alone', async () => {
  const visit = await open()
  const cookie = await enter(visit)
  const origin = `http://${visit.host}`
  expect(await upgrade(visit, { cookie, origin })).toBe('open')
  for (const [what, headers, path] of [
    ['another site', { cookie, origin: 'https://evil.example' }],
    ['a file', { cookie, origin: 'null' }],
    ['no origin', { cookie }],
    ['no cookie', { origin }],
    ['a wrong cookie', { cookie: `${cookie.slice(0, -2)}xx`, origin }],
    [
      'a rebound name',
      { cookie, host: `evil.example:${visit.port}`, origin: `http://evil.example:${visit.port}` },
    ],
    ['another path', { cookie, origin }, '/other'],
  ] as [string, Record<string, string>, string?][]) {
    expect(await upgrade(visit, headers, path), what).toBe(403)
  }
})

function connect(visit: Visit, cookie: string) {
  const socket = new WebSocket(`ws://${visit.host}/rpc`, {
    headers: { cookie, origin: `http://${visit.host}` },
  })
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket })
  return { socket, client: createORPCClient(link) as EngineClient }
}

test('calls and bytes reach the engine, and come back when the engine was killed', async () => {
  const visit = await open('revived')
  const cookie = await enter(visit)
  const first = connect(visit, cookie)
  const { epoch } = await first.client.app.info()
  const columns = await get(visit, '/bulk/columns', { cookie })
  expect(unpackColumns(new Uint8Array(columns.body).buffer).columns.length).toBe(0)

  const { pid } = JSON.parse(readFileSync(join(libraries.root('revived'), 'engine.json'), 'utf8')) as {
    pid: number
  }
  const told = once(first.socket, 'close')
  process.kill(pid, 'SIGKILL')
  await told
  // As the page does: an address that the dying engine still held may be refused, so it tries again.
  let second = connect(visit, cookie)
  while (!(await once(second.socket, 'open').then(Boolean, () => false))) second = connect(visit, cookie)
  const info = await second.client.app.info()
  expect(info.epoch).not.toBe(epoch)
  expect((await get(visit, `/bulk/columns?e=${epoch}`, { cookie })).status).toBe(410)
  second.socket.close()
})

test('only files of the renderer are served, under a policy that lets nothing else in', async () => {
  const visit = await open()
  const cookie = await enter(visit)
  const page = await get(visit, '/', { cookie })
  const policy = page.headers['content-security-policy'] as string
  expect(policy.split('; ')).toEqual(
    expect.arrayContaining([
      "default-src 'none'",
      "script-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ]),
  )
  expect(policy).not.toMatch(/unsafe|\*/)
  expect(page.headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
  })
  expect(Object.keys(page.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  const script = await get(visit, '/assets/index-1a2b3c4d.js', { cookie })
  expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8')
  for (const path of [
    '/../secret.html',
    '/..%2fsecret.html',
    '/%2e%2e/secret.html',
    '/assets',
    '//evil.example/',
  ]) {
    expect((await get(visit, path, { cookie })).status, path).toBe(404)
  }
  expect((await get(visit, '/', { cookie, origin: `http://${visit.host}` }, 'POST')).status).toBe(404)
})

test('two libraries open at once do not log each other out', async () => {
  const [one, other] = [await open(), await open('other')]
  const cookies = `${await enter(one)}; ${await enter(other)}`
  expect((await get(one, '/', { cookie: cookies })).status).toBe(200)
  expect((await get(other, '/', { cookie: cookies })).status).toBe(200)
})

test('another library is opened in the place of the present one, for every page', async () => {
  const visit = await open('left')
  const cookie = await enter(visit)
  const page = connect(visit, cookie)
  expect((await page.client.app.info()).libraryPath).toBe(libraries.root('left'))

  const told = once(page.socket, 'close')
  const headers = { cookie, origin: `http://${visit.host}` }
  const answer = await askToOpen(visit, JSON.stringify({ path: libraries.root('entered') }), headers)
  expect([answer.status, answer.body.toString()]).toEqual([200, 'null'])
  await told
  const again = connect(visit, cookie)
  expect((await again.client.app.info()).libraryPath).toBe(libraries.root('entered'))
  again.socket.close()
  // Nobody needs its engine any more.
  await whenGone(libraries.root('left'))
})

test('what is in the way of another library is said, and the present one stays', async () => {
  const visit = await open('kept')
  const cookie = await enter(visit)
  const page = connect(visit, cookie)
  const headers = { cookie, origin: `http://${visit.host}` }
  const photos = join(libraries.folder, 'photos')
  mkdirSync(photos)
  writeFileSync(join(photos, 'one.jpg'), 'a photo')
  const file = join(photos, 'one.jpg')

  for (const [body, status, notice] of [
    [JSON.stringify({ path: photos }), 200, { code: 'not-a-library', params: { path: photos } }],
    [JSON.stringify({ path: file }), 200, { code: 'not-a-folder', params: { path: file } }],
    [JSON.stringify({ path: 'photos' }), 200, { code: 'bad-request', params: {} }],
    [JSON.stringify({ path: '' }), 400, { code: 'bad-request', params: {} }],
    ['{', 400, { code: 'bad-request', params: {} }],
  ] as const) {
    const answer = await askToOpen(visit, body, headers)
    expect(answer.status, body).toBe(status)
    expect(JSON.parse(answer.body.toString()), body).toEqual(notice)
  }
  expect((await askToOpen(visit, 'x'.repeat(300_000), headers)).status).toBe(413)
  expect(readdirSync(photos)).toEqual(['one.jpg'])
  expect((await page.client.app.info()).libraryPath).toBe(libraries.root('kept'))
  page.socket.close()
})

test('a library is opened for our own page alone', async () => {
  const visit = await open('guarded')
  const cookie = await enter(visit)
  const origin = `http://${visit.host}`
  const body = JSON.stringify({ path: libraries.root('unasked') })
  for (const headers of [{ origin }, { cookie }, { cookie, origin: 'https://evil.example' }]) {
    expect((await askToOpen(visit, body, headers)).status, JSON.stringify(headers)).toBe(403)
  }
  expect(existsSync(libraries.root('unasked'))).toBe(false)
})

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { delimiter, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testLibraries } from '../../fixtures/engine-client.ts'
import { runCli } from '../../fixtures/run-cli.ts'
import type { ScratchServer } from '../server/scratch-server.ts'
import { openScratchServer } from '../server/scratch-server.ts'
import { queryAs } from '../space/scratch-library.ts'

// With the real Argon2id, which takes its time: each call stretches a password once or twice.
const PASSWORD = 'correct horse battery'
const NEW_PASSWORD = 'another long password'
const EMAIL = 'ada@example.org'

const libraries = testLibraries()
const { folder } = libraries
const kitFile = join(folder, 'kit.txt')

let server: ScratchServer
let origin: string
/** Path whose answers come with one byte changed. */
let spoilt: string | null = null

/** Between the command line and the server, at the address that the server is known by. */
const proxy = createServer((incoming, outgoing) => {
  const { method, url = '', headers } = incoming
  const port = listening(server.app.server)
  const passed = request({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
    void buffer(answer).then((body) => {
      if (spoilt !== null && url.startsWith(spoilt)) body[body.length >> 1]! ^= 1
      outgoing.writeHead(answer.statusCode ?? 0, answer.headers).end(body)
    })
  })
  incoming.pipe(passed)
})

beforeAll(async () => {
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${listening(proxy)}`
  server = await openScratchServer({ publicUrl: new URL(origin) })
})
afterAll(async () => {
  closeProxy()
  await server.close()
  await libraries.close()
})

function closeProxy(): void {
  proxy.closeAllConnections()
  proxy.close()
}

function listening(of: { address(): unknown }): number {
  return (of.address() as AddressInfo).port // It listens on a port.
}

/** A command on a library; no session of a desktop, so that no keychain of ours is asked. */
function account(library: string, args: readonly string[], passwords: readonly string[], node?: string) {
  const runtime = join(folder, 'runtime')
  mkdirSync(runtime, { recursive: true, mode: 0o700 })
  const env = { XDG_RUNTIME_DIR: runtime, DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(runtime, 'none')}` }
  const fd = passwords.length > 0 ? ['--password-fd', '3'] : []
  return runCli(['account', ...args, '--library', libraries.root(library), ...fd], env, passwords, node)
}

const at = () => ['--server', origin, '--email', EMAIL]

function expectRefused({ code, stdout, stderr }: Awaited<ReturnType<typeof account>>, sentence: RegExp) {
  expect(stderr).toMatch(sentence)
  expect(stderr.trim().split('\n')).toHaveLength(1)
  expect([code, stdout]).toEqual([2, ''])
}

test('an account is made beside the running app, and another library signs in to it', async () => {
  await libraries.connect('desk')
  const asked = ['register', ...at(), '--name', 'Ada', '--nickname', 'Countess']
  expectRefused(
    await account('desk', asked, [PASSWORD]),
    /recovery kit has nowhere to go.* --kit-file FILE\.$/m,
  )

  const made = await account('desk', [...asked, '--kit-file', kitFile], [PASSWORD])
  expect(made.stderr).toBe('')
  expect(made.code).toBe(0)
  expect(made.stdout).toContain(kitFile)
  expect(readFileSync(kitFile, 'utf8').match(/\d+\. [a-z]+/g)).toHaveLength(24)
  if (process.platform !== 'win32') expect(statSync(kitFile).mode & 0o777).toBe(0o600)

  expectRefused(
    await account('laptop', ['login', ...at()], ['not the password']),
    /did not accept this e-mail address with this password\. Nothing was changed\./,
  )
  expect(readdirSync(libraries.root('laptop'))).not.toContain('account.json')
  const signedIn = await account('laptop', ['login', ...at(), '--json'], [PASSWORD])
  expect(signedIn.stderr).toBe('')
  expect(signedIn.json()).toMatchObject({
    accountId: expect.stringMatching(/^[0-9a-f]{64}$/),
    memberNumber: expect.any(Number),
    email: EMAIL,
    name: 'Ada',
    nickname: 'Countess',
    server: origin,
    device: expect.any(String),
  })
  expectRefused(
    await account('laptop', ['register', ...at(), '--kit-file', `${kitFile}.2`], [PASSWORD]),
    /already. Nothing was changed\. .*account logout/,
  )
  expect(existsSync(`${kitFile}.2`)).toBe(false)
})

test('with the kit a lost password is replaced, and the lost one is good no more', async () => {
  const recovered = await account(
    'third',
    ['recover', ...at(), '--kit-file', kitFile, '--json'],
    [NEW_PASSWORD],
  )
  expect(recovered.stderr).toBe('')
  expect(recovered.json()).toMatchObject({ email: EMAIL, name: 'Ada' })
  expectRefused(await account('fourth', ['login', ...at()], [PASSWORD]), /did not accept/)
  expectRefused(await account('desk', ['status'], [PASSWORD]), /has ended\. .*account login/)

  const status = await account('third', ['status'], [NEW_PASSWORD])
  expect([status.code, status.stderr]).toEqual([0, ''])
  expect(status.stdout).toMatch(/^Server +http.*\nAccount +([0-9A-F]{4} ){3}[0-9A-F]{4}, member/)
  expect(status.stdout).toMatch(/Profile +ada@example\.org, Ada, Countess\n/)
  expect(status.stdout.match(/this one/g)).toHaveLength(2)
})

test('an export is whole, and one changed byte on the way stops it', async () => {
  const to = join(folder, 'export')
  const run = () => account('third', ['export', to, '--json'], [NEW_PASSWORD])
  spoilt = '/v1/spaces'
  expectRefused(await run(), /^This is not your space.* offline/)
  spoilt = null
  expect(readdirSync(to).sort()).toEqual(['devices.json', 'keys.json'])

  const whole = await run()
  expect([whole.code, whole.stderr]).toEqual([0, ''])
  const { onServer, ...exported } = whole.json() as Record<string, unknown> & { onServer: object }
  expect(exported).toMatchObject({ ...onServer, complete: true, devices: 3, spaces: 1, records: 1 })
  expect(readdirSync(to)).toContain('export.json')
})

test('deletion is asked for and taken back, once the server takes anything', async () => {
  const run = (...args: string[]) => account('third', args, [NEW_PASSWORD])
  const { deletesAt } = (await run('delete', '--json')).json() as { deletesAt: string }
  expect(Math.round((Date.parse(deletesAt) - Date.now()) / 86_400_000)).toBe(30)

  const { owner, watch } = server.database.urls
  await queryAs(watch, "SELECT stop_writes('\\x00')")
  expectRefused(await run('keep'), /^The server takes nothing new at present\. Nothing was changed/)
  await queryAs(owner, 'UPDATE server_state SET writes_stopped_at = NULL')
  expect((await run('keep')).stdout).toBe('Your account stays.\n')
})

/** Of the path, older than the one that runs everything. */
function olderNode(): string | undefined {
  const names = (process.env['PATH'] ?? '').split(delimiter).map((each) => join(each, 'node'))
  return names.find((name) => {
    const [, major] = /^v(\d+)\./.exec(spawnSync(name, ['--version']).stdout?.toString() ?? '') ?? []
    return major !== undefined && Number(major) >= 20 && Number(major) < 24
  })
}

const older = olderNode()
if (older) {
  test('a password reaches the command through an older Node as well', async () => {
    const sessions = await account('third', ['sessions', '--json'], [NEW_PASSWORD], older)
    expect([sessions.code, sessions.stderr]).toEqual([0, ''])
    expect(sessions.lines()).toEqual([expect.objectContaining({ isThis: true })])
  })
} else {
  console.log('PASSWORDS THROUGH AN OLDER NODE ARE NOT TRIED: none of 20 to 23 in the path')
}

test('without a connection the keys can still be taken off this computer', async () => {
  closeProxy()
  expectRefused(
    await account('third', ['status'], [NEW_PASSWORD]),
    /cannot be reached \(.*ECONNREFUSED.*\)\. Everything in the library is kept/,
  )
  const out = await account('third', ['logout', '--json'], [NEW_PASSWORD])
  expect([out.code, out.json()]).toEqual([0, { sessionEnded: false }])
  expect(readdirSync(libraries.root('third'))).not.toContain('account.json')
})

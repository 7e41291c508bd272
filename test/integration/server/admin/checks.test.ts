import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withClient } from '../../../../src/server/database/roles.ts'
import { invariants } from '../../../../src/server/watch/invariants.ts'
import type { ScratchServer } from '../scratch-server.ts'
import { openScratchServer } from '../scratch-server.ts'
import type { WholeMember } from '../whole-member.ts'
import { addWholeMember } from '../whole-member.ts'
import type { RunAdmin } from './run-admin.ts'
import { adminOf } from './run-admin.ts'

let server: ScratchServer
let admin: RunAdmin
let whole: WholeMember

beforeAll(async () => {
  server = await openScratchServer()
  admin = adminOf(server.database.folder, { PUBLIC_URL: server.origin })
  whole = await addWholeMember(server)
})
afterAll(() => server.close())

test('of a server that is in order, every rule holds', async () => {
  const [text, json] = await Promise.all([
    admin('invariants', '--all'),
    admin('invariants', '--all', '--json'),
  ])
  expect([text.code, json.code]).toEqual([0, 0])
  expect(text.stdout).toContain('Nothing is broken.')
  expect(text.stdout).toMatch(/^Rows [\d.]+ s, storage of each account [\d.]+ s, blobs [\d.]+ s\.$/m)
  expect(json.json()).toEqual({
    ...{ found: [], noticed: [] },
    seconds: { rows: expect.any(Number), storage: expect.any(Number), blobs: expect.any(Number) },
    holds: invariants.map(({ name }) => name),
  })
})

test('what is broken is named with its accounts: a log, a blob that is gone', async () => {
  const id = Buffer.from(whole.member.session.account).toString('hex')
  const folder = join(server.database.folder, 'blobs', 'blobs', id)
  const [start] = readdirSync(folder)
  renameSync(join(folder, start!), join(folder, 'gone'))
  const shift = (by: number) =>
    withClient(server.database.urls.owner, (client) =>
      client.query('UPDATE access_heads SET sequence = sequence + $1', [by]),
    )
  await shift(1)
  const run = await admin('invariants', '--all')
  await shift(-1)
  renameSync(join(folder, 'gone'), join(folder, start!))
  expect(run.code).toBe(1)
  expect(run.stdout).toContain(`Broken: an access log ends where its head says. Accounts: ${id}\n`)
  expect(run.stdout).toMatch(
    new RegExp(`^Noticed: blob ${start}[0-9a-f]+ is not stored. Accounts: ${id}$`, 'm'),
  )
  expect(run.stdout).not.toContain('Holds: an access log ends where its head says.')
})

test('canaries find nothing at a server that keeps accounts apart, and the operator knows when they cannot try', async () => {
  const [there, away] = await Promise.all([
    admin('canaries'),
    adminOf(server.database.folder, { PUBLIC_URL: 'http://127.0.0.1:9' })('canaries'),
  ])
  expect([there.code, there.stderr]).toEqual([0, ''])
  expect(there.stdout).toContain(`No canary could read another at ${server.origin}`)
  expect(away.code).toBe(2)
  expect(away.stderr).toContain('The canaries could not try at http://127.0.0.1:9')
})

test('canaries say when something before the server lets anybody in', async () => {
  const upstream = { origin: '' }
  const proxy = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const { host: _host, connection: _connection, ...headers } = request.headers
      const answer = await fetch(`${upstream.origin}${request.url}`, {
        method: request.method!,
        headers: headers as Record<string, string>,
        ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
      })
      // It takes no for a yes.
      response.writeHead(answer.status === 401 ? 200 : answer.status, [...answer.headers].flat())
      response.end(Buffer.from(await answer.arrayBuffer()))
    })()
  })
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done))
  const publicUrl = new URL(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`)
  const { app } = await server.another({ publicUrl })
  upstream.origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const run = await adminOf(server.database.folder, { PUBLIC_URL: publicUrl.origin })('canaries', '--json')
  await new Promise((done) => proxy.close(done))
  expect(run.json()).toMatchObject({ found: [{ what: 'a token that nobody was given was accepted' }] })
  expect(run.code).toBe(1)
})

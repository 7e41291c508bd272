import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EngineConnection } from '../../../src/main/engine/engine-connection.ts'
import { State } from '../../../src/shared/columns.ts'
import type { Columns } from '../../../src/shared/columns.ts'
import { applyColumnsDelta, unpackColumns } from '../../../src/shared/columns-codec.ts'
import { bulk, inRun } from '../../../src/shared/ipc/bulk.ts'
import type { ViewQuery } from '../../../src/shared/view.ts'
import { rawRequest, testLibraries } from '../../fixtures/engine-client.ts'
import { makeJpeg } from '../../fixtures/make-jpeg.ts'

const libraries = testLibraries()
const pictures = join(libraries.folder, 'pictures')
const all: ViewQuery = { source: { kind: 'all' }, search: '', sort: { field: 'taken', descending: false } }
const PHOTOS = 6
let engine: EngineConnection
let epoch: string
let slots: Uint32Array

beforeAll(async () => {
  mkdirSync(pictures)
  for (let seed = 1; seed <= PHOTOS; seed++) {
    await makeJpeg(join(pictures, `${seed}.jpg`), { seed, takenAt: `2025:02:08 09:14:0${seed}` })
  }
  engine = await libraries.connect('bytes')
  epoch = (await engine.client.app.info()).epoch
  await indexed()
  slots = await order(all)
})
afterAll(() => libraries.close())

async function indexed(): Promise<void> {
  const job = await engine.client.folders.add({ path: pictures })
  for await (const event of await engine.client.app.events()) {
    if (event.kind === 'job' && event.job.id === job.id && event.job.state === 'done') break
    const known = (await engine.client.jobs.list()).find(({ id }) => id === job.id)
    if (known?.state === 'done') break
  }
  await engine.client.app.settled()
}

async function order(query: ViewQuery): Promise<Uint32Array> {
  const { viewId } = await engine.client.photos.view(query)
  const { body } = await engine.bulk(bulk.order(viewId))
  return new Uint32Array(new Uint8Array(body).buffer)
}

/** Columns once they say what `wanted` looks for; each change of the library is a new look. */
async function columnsWhen(wanted: (columns: Columns) => boolean): Promise<Columns> {
  const events = await engine.client.app.events()
  for (;;) {
    const { columns } = unpackColumns(arrayBuffer((await ask(bulk.columns())).body))
    if (wanted(columns)) return columns
    await events.next()
  }
}

const arrayBuffer = (bytes: Buffer) => new Uint8Array(bytes).buffer
const ask = (path: string, options?: Parameters<typeof rawRequest>[2]) =>
  rawRequest({ socketPath: engine.address }, `/bulk/${path}`, options)

test('columns and order come as bytes that are typed arrays at once', async () => {
  const answer = await ask(bulk.columns())
  expect(answer.headers['content-type']).toBe('application/octet-stream')
  const { columns } = unpackColumns(arrayBuffer(answer.body))
  expect(columns.day).toBeInstanceOf(Int32Array)
  expect(columns.length).toBe(PHOTOS)
  expect([...slots].sort()).toEqual([0, 1, 2, 3, 4, 5])
  // 2025-02-08, 09:14, three to two.
  expect(columns.day[slots[0]!]).toBe(20_127)
  expect(columns.minute[slots[0]!]).toBe(554)
})

test('after an edit a delta holds what changed, and only that', async () => {
  const { version, columns } = unpackColumns(arrayBuffer((await ask(bulk.columns())).body))
  const slot = slots[2]!
  await engine.client.edits.apply({
    kind: 'photos',
    photos: { slots: [slot] },
    change: { field: 'rating', value: 4 },
  })
  const delta = applyColumnsDelta(columns, arrayBuffer((await ask(bulk.columns(version))).body))
  expect(delta.slots).toContain(slot)
  expect(delta.columns.rating[slot]).toBe(4)
  expect(delta.version).toBeGreaterThan(version)
  expect((await ask(`columns?since=${2 ** 31}`)).status).toBe(410)
})

test('a preview is made on demand and kept for good under its run and version, never under another', async () => {
  const slot = slots[0]!
  const first = await ask(bulk.preview('grid', slot, 0))
  expect(first.status).toBe(200)
  const { width, height } = await sharp(first.body).metadata()
  expect(Math.max(width, height)).toBe(512)
  // A better picture may still take the place of a first one; its version then rises.
  const events = await engine.client.app.events()
  const fixed = async () => {
    const { columns } = unpackColumns(arrayBuffer((await ask(bulk.columns())).body))
    const address = inRun(bulk.preview('grid', slot, columns.preview[slot]!), epoch)
    const { headers } = await ask(address)
    const again = await ask(address, { headers: { 'if-none-match': headers.etag } })
    return { caching: headers['cache-control'], again: [again.status, again.body.length] }
  }
  let kept = await fixed()
  while (kept.again[0] !== 304 || !kept.caching?.includes('immutable')) {
    await events.next()
    kept = await fixed()
  }
  expect(kept).toEqual({ caching: 'private, max-age=31536000, immutable', again: [304, 0] })
  expect((await ask(bulk.preview('grid', slot, 0))).headers['cache-control']).toBe('private, no-cache')
  expect((await ask(inRun(bulk.preview('grid', slot, 0), 'f'.repeat(32)))).status).toBe(410)
  expect((await ask(bulk.preview('grid', 4_000, 0))).status).toBe(404)
})

test('grid previews come packed, those that exist', async () => {
  for (const slot of slots) await ask(bulk.preview('grid', slot, 0))
  const asked = Uint32Array.of(...slots, 4_000)
  const { body, status } = await ask(bulk.gridPreviews(), {
    method: 'POST',
    body: new Uint8Array(asked.buffer),
  })
  expect(status).toBe(200)
  const found = new Set<number>()
  for (let at = 0; at < body.length;) {
    const bytes = body.readUInt32LE(at + 4)
    found.add(body.readUInt32LE(at))
    expect(body.subarray(at + 8, at + 16).toString('latin1')).toMatch(/^RIFF/)
    at += 8 + bytes
  }
  expect(found).toEqual(new Set(slots))
  await columnsWhen(({ state }) => slots.every((slot) => state[slot]! & State.preview))
})

test('an original comes whole or in part, byte for byte', async () => {
  const { files } = await engine.client.photos.detail({ slot: slots[1]! })
  const file = files[0]!
  const bytes = readFileSync(file.path)
  const whole = await ask(bulk.original(file.id))
  expect(whole.body.equals(bytes)).toBe(true)
  expect(whole.headers).toMatchObject({ 'content-type': 'image/jpeg', 'x-content-type-options': 'nosniff' })
  const part = await ask(bulk.original(file.id), { headers: { range: 'bytes=100-199' } })
  expect(part.status).toBe(206)
  expect(part.headers['content-range']).toBe(`bytes 100-199/${bytes.length}`)
  expect(part.body.equals(bytes.subarray(100, 200))).toBe(true)
  const beyond = await ask(bulk.original(file.id), { headers: { range: `bytes=${bytes.length}-` } })
  expect([beyond.status, beyond.headers['content-range']]).toEqual([416, `bytes */${bytes.length}`])
  const head = await ask(bulk.original(file.id), { method: 'HEAD' })
  expect([head.headers['content-length'], head.body.length]).toEqual([String(bytes.length), 0])
})

test('what cannot be answered is said, and the engine goes on', async () => {
  const notFound = await ask(bulk.original('0'.repeat(32)))
  expect(notFound.status).toBe(404)
  expect(JSON.parse(notFound.body.toString())).toMatchObject({ code: 'not-found' })
  expect((await ask('order/none')).status).toBe(410)
  for (const [path, options] of [
    ['', {}],
    ['original/../../etc/passwd', {}],
    ['preview/huge/0', {}],
    ['preview/grid/-1', {}],
    ['preview/grid/%ff', {}],
    ['columns?since=x', {}],
    ['columns', { method: 'DELETE' }],
    ['previews/grid', { method: 'POST', body: new Uint8Array(3) }],
    ['previews/grid', { method: 'POST', body: new Uint8Array(4_000_000) }],
  ] as const) {
    const { status } = await ask(path, options)
    expect([400, 404], `${path}`).toContain(status)
  }
  expect((await engine.client.app.info()).epoch).toBe(epoch)
})

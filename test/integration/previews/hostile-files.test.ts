import { execFileSync } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AppError } from '../../../src/shared/errors.ts'
import { mutateFiles } from '../../fixtures/mutated-files.ts'
import { previewSetup, type PreviewSetup } from '../../fixtures/preview-setup.ts'
import { cornersJpeg } from '../../fixtures/test-pictures.ts'

let setup: PreviewSetup
const decoders: { kill(signal: NodeJS.Signals): boolean }[] = []
const started = (message: unknown) => {
  // Node's own channel: { process } for each child process.
  decoders.push((message as { process: (typeof decoders)[number] }).process)
}

beforeEach(() => {
  decoders.length = 0
  subscribe('child_process', started)
  setup = previewSetup()
})
afterEach(async () => {
  unsubscribe('child_process', started)
  await setup.end()
  expect(setup.bugs).toEqual([])
})

function add(name: string, bytes: Uint8Array): number {
  writeFileSync(join(setup.folder, name), bytes)
  return setup.catalog.add({ path: join(setup.folder, name), role: 'jpeg' })
}

/** A PNG whose pixels are all alike: a few hundred kilobytes for any number of them. */
function flatPng(width: number, height: number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head[8] = 8
  const pixels = deflateSync(Buffer.alloc((width + 1) * Math.min(height, 2_000)), { level: 9 })
  const chunks = [chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks])
}

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

test('a picture of 900 megapixels is refused by its size, and the next file goes on', async () => {
  const huge = add('huge.png', flatPng(30_000, 30_000))
  const size = { width: 30_000, height: 30_000 }
  for (const asked of ['full', 'screen', 'grid'] as const) {
    await expect(setup.service.picture(asked, huge)).rejects.toMatchObject({
      code: 'decode-too-large',
      params: size,
    })
  }
  expect(await setup.service.picture('grid', add('a.jpg', await cornersJpeg(600, 400)))).toMatchObject({
    width: 512,
  })
})

test('a decoder that dies is replaced and its file tried once more', async () => {
  const slots = [add('a.jpg', await cornersJpeg(4000, 3000)), add('b.jpg', await cornersJpeg(4000, 3000))]
  const pictures = slots.map((slot) => setup.service.picture('screen', slot))
  await expect.poll(() => decoders.length).toBe(2)
  for (const decoder of [...decoders]) decoder.kill('SIGSEGV')
  for (const picture of await Promise.all(pictures)) expect(picture).toMatchObject({ width: 2048 })
  expect(decoders).toHaveLength(4)
})

test('a file that a decoder dies of twice is a problem of the file, and the next file goes on', async () => {
  const slot = add('a.jpg', await cornersJpeg(4000, 3000))
  const picture = setup.service.picture('grid', slot)
  const refused = expect(picture).rejects.toMatchObject({ code: 'cannot-decode' })
  for (const deaths of [1, 2]) {
    await expect.poll(() => decoders.length).toBe(deaths)
    decoders[deaths - 1]!.kill('SIGSEGV')
  }
  await refused
  expect(decoders).toHaveLength(2)
  expect(await setup.service.picture('grid', add('b.jpg', await cornersJpeg(600, 400)))).toMatchObject({
    width: 512,
  })
})

test('a pipe where a picture should be is told, not waited for', async () => {
  const pipe = join(setup.folder, 'DSC_0001.JPG')
  // Windows has no pipes among its files.
  if (process.platform === 'win32') mkdirSync(pipe)
  else execFileSync('mkfifo', [pipe])
  await expect(setup.service.ofFile(pipe, 'grid')).rejects.toBeInstanceOf(AppError)
})

test('mutated files: an answer for each, no crash, no bug', async () => {
  const report = await mutateFiles({ count: 60, seed: Date.now() % 1_000_000, setup })
  console.log(
    `seed ${report.seed}: ${report.pictures} pictures, ${report.refused} refused, slowest ${report.slowestMs} ms`,
  )
  expect(report.pictures + report.refused).toBe(60)
  expect(report.slowestMs).toBeLessThan(45_000)
  expect(report.unexpected).toEqual([])
})

import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  writeSync,
  closeSync,
  readSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from '../../fixtures/run-cli.ts'
import { makeSmallCard } from '../../fixtures/small-card.ts'
import { treeHash } from '../../fixtures/tree-hash.ts'

const folder = mkdtempSync(join(tmpdir(), 'import-a-card-'))
const realCard = join(import.meta.dirname, '../../../../shared/photos/card')
const library = ['--library', join(folder, 'library')]
const pictures = join(folder, 'pictures')
const second = join(folder, 'second')
let card = realCard
let photos: number | null = null

beforeAll(async () => {
  if (existsSync(realCard)) return
  card = join(folder, 'card')
  photos = (await makeSmallCard(card)).photos
})
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

interface IngestJson {
  photos: number
  files: number
  copied: number
  alreadyImported: number
  failed: { path: string; reason: string }[]
  verdict: string
  reasons: string[]
  manifest: string
  bytes: number
  seconds: number
}
const ingest = ['ingest', () => card, '--to', pictures, '--second', second, ...library, '--json'] as const
const ingestArgs = () => ingest.map((part) => (typeof part === 'function' ? part() : part))

function flipOneByte(path: string) {
  const file = openSync(path, 'r+')
  const byte = Buffer.alloc(1)
  readSync(file, byte, 0, 1, 1_000)
  writeSync(file, Buffer.from([byte[0]! ^ 1]), 0, 1, 1_000)
  closeSync(file)
}

test('a card is copied with proof, once, and its own bytes stay as they were', async () => {
  const before = treeHash(card)
  const first = await runCli(ingestArgs())
  expect(first.stderr).not.toMatch(/\bat .*\.ts/)
  expect(first.code).toBe(0)
  const report = first.json() as IngestJson
  expect(report.failed).toEqual([])
  expect(report.copied).toBeGreaterThan(0)
  if (photos !== null) expect(report.photos).toBe(photos)
  // Both places are on one volume here, so it cannot be called safe.
  expect(report.verdict).toBe('one copy')
  expect(report.reasons.length).toBeGreaterThan(0)
  expect(existsSync(report.manifest)).toBe(true)

  const listed = await runCli(['list', ...library, '--json'])
  const rows = listed.lines()
  // A photo that is on the card twice is in the library once.
  expect(rows.length).toBe(report.photos - report.alreadyImported)
  for (const row of rows) for (const path of row['files'] as string[]) expect(existsSync(path)).toBe(true)

  const again = await runCli(ingestArgs())
  expect(again.code).toBe(0)
  expect(again.json()).toMatchObject({ copied: 0, failed: [] })
  expect(treeHash(card)).toBe(before)
  expect(readdirSync(pictures).filter((name) => name.startsWith('.incoming'))).toEqual([])
})

test('verify passes, names a changed file, a missing one and one it does not know', async () => {
  for (const place of [pictures, second]) {
    const sound = await runCli(['verify', place, '--json'])
    expect(sound.code).toBe(0)
    expect(sound.json()).toMatchObject({ changed: [], missing: [], unlisted: [] })
  }
  const files = readdirSync(second, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.jpe?g$/i.test(name),
  )
  flipOneByte(join(second, files[0]!))
  rmSync(join(second, files[1]!))
  appendFileSync(join(second, 'stranger.jpg'), 'x')
  const found = await runCli(['verify', second, '--json'])
  expect(found.code).toBe(1)
  expect(found.json()).toMatchObject({ changed: [files[0]], missing: [files[1]], unlisted: ['stranger.jpg'] })
})

test('edits by command line are found by list', async () => {
  const [row] = (await runCli(['list', ...library, '--json'])).lines()
  const id = row!['id'] as string
  const set = [
    'set',
    id,
    '--rating',
    '4',
    '--flag',
    'pick',
    '--label',
    'green',
    '--keyword',
    '+harbour',
    '--title',
    'Ferry',
  ]
  expect((await runCli([...set, ...library])).code).toBe(0)
  const found = (await runCli(['list', 'rating:>=4 flag:pick keyword:harbour', ...library, '--json'])).lines()
  expect(found).toHaveLength(1)
  expect(found[0]).toMatchObject({ id, rating: 4, flag: 'pick', label: 'green' })
  expect(found[0]!['keywords']).toContain('harbour')

  const album = await runCli(['album', 'create', 'Ships and rails', ...library, '--json'])
  expect(album.code).toBe(0)
  expect((await runCli(['album', 'add', 'Ships and rails', id, ...library])).code).toBe(0)
  const shown = await runCli(['album', 'show', 'Ships and rails', ...library, '--json'])
  expect(shown.stdout).toContain(id)
})

test('a preview comes out upright and in the size asked for', async () => {
  const [row] = (await runCli(['list', 'type:jpeg', ...library, '--json'])).lines()
  const out = join(folder, 'preview.jpg')
  const made = await runCli(['preview', row!['id'] as string, '--size', '512', '--out', out, ...library])
  expect(made.stderr).toBe('')
  expect(made.code).toBe(0)
  const { default: sharp } = await import('sharp')
  const { width, height } = await sharp(out).metadata()
  expect(Math.max(width, height)).toBeLessThanOrEqual(512)
})

test('refusals are one line that says what to do', async () => {
  for (const args of [
    ['ingest', join(folder, 'nowhere'), '--to', pictures, ...library],
    ['ingest', card, '--to', join(card, 'DCIM'), ...library],
    ['verify', join(folder, 'nowhere')],
    ['show', '00000000000000000000000000000000', ...library],
    ['list', 'rating:>=x', ...library],
  ]) {
    const refused = await runCli(args)
    expect(refused.code, args.join(' ')).toBe(2)
    expect(refused.stderr.trim().split('\n'), refused.stderr).toHaveLength(1)
    expect(refused.stdout).toBe('')
  }
})

import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, openSync, readFileSync, statSync, utimesSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { xxh3 } from '@node-rs/xxhash'
import { expect, test } from 'vitest'
import { alignedChunk } from '../../../src/main/ingest/copy/chunks.ts'
import { copyFile, type CopyTools } from '../../../src/main/ingest/copy/copy-file.ts'
import { FileHashes } from '../../../src/main/ingest/copy/file-hashes.ts'
import { PartFile } from '../../../src/main/ingest/copy/part-file.ts'
import { placeWithoutReplacing } from '../../../src/main/ingest/copy/place.ts'
import { temporaryFolder } from '../../fixtures/ingest-kit.ts'

async function tools(changes: Partial<CopyTools> = {}): Promise<CopyTools> {
  return {
    hashes: await FileHashes.create(),
    memory: alignedChunk(),
    onRead: () => undefined,
    stopped: () => false,
    ...changes,
  }
}

/** The bytes as a worker has them: at the start of page-aligned memory. */
function alignedCopy(content: Uint8Array): Uint8Array {
  const memory = alignedChunk()
  memory.set(content)
  return memory.subarray(0, content.length)
}

const job = (folder: string, bytes: number, readSourceTwice = false) => ({
  kind: 'copy' as const,
  source: join(folder, 'source'),
  bytes,
  parts: [0, 1].map((destination) => ({ destination, path: join(folder, `${destination}.part`) })),
  readSourceTwice,
})

test.each([0, 1, 4095, 4 * 1024 * 1024, 9_000_001])(
  '%i bytes: both copies equal, hashes right, time kept',
  async (bytes) => {
    using folder = temporaryFolder('copy')
    const content = Buffer.alloc(bytes, 'Image Space')
    writeFileSync(join(folder.path, 'source'), content)
    utimesSync(join(folder.path, 'source'), 1_700_000_000, 1_600_000_000)

    const outcome = copyFile(job(folder.path, bytes, true), await tools())

    expect(outcome).toMatchObject({
      kind: 'copied',
      bytes,
      digests: {
        sha256: createHash('sha256').update(content).digest('hex'),
        xxh128: xxh3.xxh128(content).toString(16).padStart(32, '0'),
      },
      parts: [{ ok: true }, { ok: true }],
    })
    for (const part of ['0.part', '1.part']) {
      expect(readFileSync(join(folder.path, part)).equals(content)).toBe(true)
      expect(statSync(join(folder.path, part)).mtimeMs).toBe(1_600_000_000_000)
    }
  },
)

test('where reading or writing past the cache is refused at the first call, it goes through the cache', async () => {
  using folder = temporaryFolder('refused')
  const content = Buffer.alloc(9_000_001, 'Image Space')
  writeFileSync(join(folder.path, 'source'), content)
  // Memory that is not aligned is what every file system refuses.
  const crooked = alignedChunk().subarray(1, 1 - 4096)
  const outcome = copyFile(job(folder.path, content.length), await tools({ memory: crooked }))
  expect(outcome).toMatchObject({ parts: [{ ok: true }, { ok: true }] })
  for (const part of ['0.part', '1.part'])
    expect(readFileSync(join(folder.path, part)).equals(content)).toBe(true)
})

test('one flipped bit on the disk is found by reading back, and the part is removed', async () => {
  using folder = temporaryFolder('flip')
  const path = join(folder.path, 'part')
  const { hashes } = await tools()
  const content = Buffer.alloc(100_000, 1)
  hashes.begin()
  hashes.update(content)
  const { xxh128 } = hashes.end()
  const part = new PartFile(0, path)
  part.create()
  part.write(alignedCopy(content))
  part.makeDurable(new Date(), new Date())
  writeSync(openSync(path, 'r+'), Buffer.from([3]), 0, 1, 77_777)

  const read = () => ({
    xxh128: hashes.xxh128Of((update) => update(readFileSync(path))),
    method: 'page-cache' as const,
  })
  expect(part.compare('DSC_1.NEF', xxh128, read)).toMatchObject({
    ok: false,
    again: true,
    error: { code: 'copy-differs' },
  })
  expect(existsSync(path)).toBe(false)
})

test.each([
  [
    'is not what was listed',
    (path: string) => writeFileSync(path, 'longer than listed'),
    'file-changed-while-read',
  ],
  ['is gone', () => undefined, 'source-unreadable'],
  ['became a FIFO', (path: string) => void execFileSync('mkfifo', [path]), 'not-a-regular-file'],
  [
    'became a link',
    (path: string) => void execFileSync('ln', ['-s', '/etc/passwd', path]),
    'source-unreadable',
  ],
])('a source that %s is not copied, and nothing is left', async (_what, make, code) => {
  using folder = temporaryFolder('source')
  make(join(folder.path, 'source'))
  expect(copyFile(job(folder.path, 3), await tools())).toMatchObject({ kind: 'unreadable', error: { code } })
  expect(existsSync(join(folder.path, '0.part'))).toBe(false)
})

test('a destination that fails leaves the other its copy, and a file in the way stays as it is', async () => {
  using folder = temporaryFolder('way')
  writeFileSync(join(folder.path, 'source'), 'abc')
  writeFileSync(join(folder.path, '1.part'), 'somebody else’s')
  expect(copyFile(job(folder.path, 3), await tools())).toMatchObject({
    kind: 'copied',
    parts: [{ ok: true }, { ok: false }],
  })
  expect(readFileSync(join(folder.path, '1.part'), 'utf8')).toBe('somebody else’s')
})

test('stopped between chunks it leaves no part', async () => {
  using folder = temporaryFolder('stop')
  writeFileSync(join(folder.path, 'source'), Buffer.alloc(9_000_000))
  let chunks = 0
  const outcome = copyFile(job(folder.path, 9_000_000), await tools({ stopped: () => ++chunks > 1 }))
  expect(outcome).toEqual({ kind: 'stopped' })
  expect(existsSync(join(folder.path, '0.part'))).toBe(false)
})

test('a final name that is taken is not replaced', async () => {
  using folder = temporaryFolder('place')
  const [part, final] = [join(folder.path, 'part'), join(folder.path, 'DSC_1.NEF')]
  writeFileSync(part, 'new')
  writeFileSync(final, 'old')
  expect(await placeWithoutReplacing(part, final)).toBe(false)
  expect(readFileSync(final, 'utf8')).toBe('old')
  expect(await placeWithoutReplacing(part, join(folder.path, 'DSC_1-1.NEF'))).toBe(true)
  expect(existsSync(part)).toBe(false)
})

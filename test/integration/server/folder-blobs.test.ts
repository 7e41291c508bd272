import { randomBytes } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { Upload } from '@tus/server'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type BlobStore, UploadMissing } from '../../../src/server/blobs/blob-store.ts'
import { openFolderBlobs } from '../../../src/server/blobs/folder-blobs.ts'
import { all, sha256, testBlobStore, TusOnLoopback } from './blob-store-contract.ts'

const folder = mkdtempSync(join(tmpdir(), 'image-space-blobs-'))

afterAll(() => {
  rmSync(folder, { recursive: true })
})

describe('a folder', () => {
  testBlobStore(async () => ({
    store: await openFolderBlobs(folder),
    disk: folder,
    restOfUploads: (account) => {
      const uploads = join(folder, 'uploads', account.toString('hex'))
      return Promise.resolve(existsSync(uploads) ? readdirSync(uploads) : [])
    },
  }))
})

describe('a folder, as a folder', () => {
  let store: BlobStore
  let client: TusOnLoopback
  let account: Buffer

  beforeAll(async () => {
    store = await openFolderBlobs(folder)
    client = new TusOnLoopback(store)
    await client.listen()
  })

  afterAll(async () => {
    await client.close()
  })

  beforeEach(async () => {
    account = randomBytes(32)
    await store.addAccount(account)
  })

  const uploadPath = (uploadId: string) => join(folder, 'uploads', uploadId)

  function blobPath(blob: Buffer): string {
    const hex = blob.toString('hex')
    return join(folder, 'blobs', account.toString('hex'), hex.slice(0, 2), hex)
  }

  async function changedAt(uploadId: string): Promise<number | undefined> {
    const uploads = await all(store.listUploads())
    return uploads.find((upload) => upload.uploadId === uploadId)?.changedAt.getTime()
  }

  // Windows keeps who may read a file by other means.
  const modes = process.platform === 'win32' ? [] : ['600, in folders of 700']
  test.each(modes)('has files of mode %s', async () => {
    const bytes = randomBytes(1000)
    const uploadId = await client.send(account, bytes)
    const mode = (path: string) => (statSync(path).mode & 0o777).toString(8)
    for (const path of [uploadPath(uploadId), `${uploadPath(uploadId)}.json`]) expect(mode(path)).toBe('600')
    await store.keepUpload(uploadId, account, sha256(bytes))
    const kept = blobPath(sha256(bytes))
    expect(mode(kept)).toBe('600')
    for (let path = dirname(kept); path !== folder; path = dirname(path)) expect(mode(path)).toBe('700')
    expect(mode(dirname(uploadPath(uploadId)))).toBe('700')
    expect(mode(join(folder, 'uploads'))).toBe('700')
  })

  test('what a crash after the rename left is put in order by keeping again', async () => {
    const bytes = randomBytes(1000)
    const uploadId = await client.send(account, bytes)
    const kept = blobPath(sha256(bytes))
    mkdirSync(dirname(kept))
    renameSync(uploadPath(uploadId), kept)
    expect(await changedAt(uploadId)).toBeDefined()
    await store.keepUpload(uploadId, account, sha256(bytes))
    expect(await buffer((await store.read(account, sha256(bytes)))!)).toEqual(bytes)
    expect(readdirSync(dirname(uploadPath(uploadId)))).toEqual([])
  })

  test('what cannot be kept says why and stays an upload', async () => {
    const bytes = randomBytes(1000)
    const uploadId = await client.send(account, bytes)
    const kept = blobPath(sha256(bytes))
    writeFileSync(dirname(kept), 'a file where a folder should be')
    await expect(store.keepUpload(uploadId, account, sha256(bytes))).rejects.toMatchObject({
      code: 'ENOTDIR',
    })
    unlinkSync(dirname(kept))
    expect((await store.digestUpload(uploadId)).sha256).toEqual(sha256(bytes))
    await store.keepUpload(uploadId, account, sha256(bytes))
    expect(await store.lengthOf(account, sha256(bytes))).toBe(1000)
  })

  // Devices of Linux on which there is never room.
  test.each(existsSync('/dev/full') ? ['/dev/full'] : [])(
    'a full disk is told as such (%s)',
    async (full) => {
      const uploadId = await client.begin(account, randomBytes(2000), 1000)
      rmSync(uploadPath(uploadId))
      symlinkSync(full, uploadPath(uploadId))
      const writing = store.uploads.write(Readable.from([randomBytes(10)]), uploadId, 0)
      await expect(writing).rejects.toMatchObject({ code: 'ENOSPC' })
      await store.dropUpload(uploadId)
      expect(existsSync(full)).toBe(true)
    },
  )

  test('an upload that fails to be read is not one that is missing', async () => {
    const uploadId = await client.begin(account, randomBytes(2000), 1000)
    const info = `${uploadPath(uploadId)}.json`
    rmSync(info)
    mkdirSync(info)
    await expect(store.uploads.getUpload(uploadId)).rejects.toMatchObject({ code: 'EISDIR' })
    rmdirSync(info)
    await expect(store.uploads.getUpload(uploadId)).rejects.toThrow(UploadMissing)
  })

  test('an upload whose beginning a crash cut short is begun again, and swept', async () => {
    const uploadId = await client.begin(account, randomBytes(2000), 1000)
    truncateSync(`${uploadPath(uploadId)}.json`, 9)
    expect(await client.status('HEAD', uploadId)).toBe(404)
    expect(await changedAt(uploadId)).toBeDefined()
    await store.dropUpload(uploadId)
    expect(readdirSync(dirname(uploadPath(uploadId)))).toEqual([])
  })

  test('an upload never takes the name of another', async () => {
    const bytes = randomBytes(2000)
    const uploadId = await client.begin(account, bytes, 1000)
    const again = store.uploads.create(new Upload({ id: uploadId, size: 5, offset: 0 }))
    await expect(again).rejects.toMatchObject({ code: 'EEXIST' })
    expect((await store.uploads.getUpload(uploadId)).offset).toBe(1000)
    await client.resume(uploadId, bytes)
    expect((await store.digestUpload(uploadId)).sha256).toEqual(sha256(bytes))
  })

  test('the time of an upload is that of its last growth', async () => {
    const bytes = randomBytes(3000)
    const uploadId = await client.begin(account, bytes, 1000)
    const longAgo = new Date('2026-01-02T03:04:05Z')
    for (const path of [uploadPath(uploadId), `${uploadPath(uploadId)}.json`])
      utimesSync(path, longAgo, longAgo)
    expect(await changedAt(uploadId)).toBe(longAgo.getTime())
    const before = Date.now()
    await client.resume(uploadId, bytes)
    expect(await changedAt(uploadId)).toBeGreaterThan(before - 1000)
  })

  test('a failed read comes on the stream', async () => {
    const blob = randomBytes(32)
    mkdirSync(blobPath(blob), { recursive: true })
    const stream = await store.read(account, blob)
    await expect(buffer(stream!)).rejects.toMatchObject({ code: 'EISDIR' })
  })
})

import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs'
import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { Server, Upload } from '@tus/server'
import * as tus from 'tus-js-client'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { BlobStore } from '../../../src/server/blobs/blob-store.ts'
import {
  AccountPlaceTaken,
  NoAccountPlace,
  UploadIncomplete,
  UploadMissing,
} from '../../../src/server/blobs/blob-store.ts'

/** A store, and ways past it to what it stores. */
export interface StoreUnderTest {
  store: BlobStore
  /** The folder below which the store's bytes lie in the end. */
  disk: string
  /** Names of all that is stored for an account's uploads. */
  restOfUploads(account: Buffer): Promise<string[]>
}

/** A tus server on loopback in front of a store, and a client of it. */
export class TusOnLoopback {
  readonly #server
  /** Upload-Offset of each PATCH that came. */
  readonly offsets: number[] = []

  constructor(store: BlobStore) {
    const tusServer = new Server({
      path: '/uploads',
      datastore: store.uploads,
      namingFunction: (request) => `${request.headers.get('x-account')}/${randomBytes(16).toString('hex')}`,
      getFileIdFromRequest: (request) =>
        decodeURIComponent(new URL(request.url).pathname).slice('/uploads/'.length),
    })
    this.#server = createServer((request, response) => {
      if (request.method === 'PATCH') this.offsets.push(Number(request.headers['upload-offset']))
      void tusServer.handle(request, response)
    })
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  get url(): string {
    // A server that listens on a port has an address of this kind.
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/uploads`
  }

  /** Status of a bare request for an upload. */
  async status(method: string, uploadId: string): Promise<number> {
    const headers = { 'tus-resumable': '1.0.0' }
    return (await fetch(`${this.url}/${uploadId}`, { method, headers })).status
  }

  /** Sends one piece and is cut off. @returns the upload's id */
  begin(account: Buffer, bytes: Buffer, piece: number): Promise<string> {
    return new Promise((resolve, reject) => {
      const upload = this.#client(bytes, piece, {
        endpoint: this.url,
        headers: { 'x-account': account.toString('hex') },
        onError: reject,
        onChunkComplete: () => {
          const uploadId = upload.url!.slice(this.url.length + 1)
          upload.abort().then(() => resolve(uploadId), reject)
        },
      })
      upload.start()
    })
  }

  /** Comes back and sends the rest. */
  resume(uploadId: string, bytes: Buffer, piece = bytes.length): Promise<void> {
    return new Promise((resolve, reject) => {
      const uploadUrl = `${this.url}/${uploadId}`
      this.#client(bytes, piece, { uploadUrl, onError: reject, onSuccess: () => resolve() }).start()
    })
  }

  /** Sends the first bytes of what it announced as the rest, and breaks the connection. */
  async breakOff(uploadId: string, rest: Buffer, offset: number, sent: number): Promise<void> {
    const arrival = once(this.#server, 'request')
    const headers = {
      'tus-resumable': '1.0.0',
      'upload-offset': offset,
      'content-type': 'application/offset+octet-stream',
      'content-length': rest.length,
    }
    const patch = request(`${this.url}/${uploadId}`, { method: 'PATCH', headers })
    patch.on('error', () => undefined)
    patch.write(rest.subarray(0, sent), () => patch.destroy())
    // What a server's request event carries.
    const [arrived] = (await arrival) as [IncomingMessage]
    await new Promise((done) => arrived.on('close', done))
  }

  /** @returns the id of a complete upload */
  async send(account: Buffer, bytes: Buffer): Promise<string> {
    const uploadId = await this.begin(account, bytes, Math.ceil(bytes.length / 2))
    await this.resume(uploadId, bytes)
    return uploadId
  }

  #client(bytes: Buffer, chunkSize: number, options: tus.UploadOptions): tus.Upload {
    return new tus.Upload(bytes, { ...options, chunkSize, retryDelays: null })
  }
}

export function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest()
}

export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = []
  for await (const item of items) list.push(item)
  return list
}

/** Turns over one bit of the stored bytes, wherever on the disk they are. */
function flipStored(disk: string, bytes: Buffer): void {
  for (const entry of readdirSync(disk, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const at = readFileSync(path).indexOf(bytes)
    if (at < 0) continue
    const file = openSync(path, 'r+')
    writeSync(file, Buffer.of(bytes[0]! ^ 1), 0, 1, at)
    closeSync(file)
    return
  }
  throw new Error('the bytes are not on the disk')
}

/** What holds for every store. */
export function testBlobStore(open: () => Promise<StoreUnderTest>): void {
  let under: StoreUnderTest
  let store: BlobStore
  let client: TusOnLoopback
  let account: Buffer
  let other: Buffer

  beforeAll(async () => {
    under = await open()
    store = under.store
    client = new TusOnLoopback(store)
    await client.listen()
  })

  afterAll(async () => {
    await client.close()
    await store.close()
  })

  beforeEach(async () => {
    ;[account, other] = [randomBytes(32), randomBytes(32)]
    for (const id of [account, other]) await store.addAccount(id)
    client.offsets.length = 0
  })

  async function keep(owner: Buffer, bytes: Buffer): Promise<Buffer> {
    const blob = sha256(bytes)
    await store.keepUpload(await client.send(owner, bytes), owner, blob)
    return blob
  }

  async function contents(owner: Buffer, blob: Buffer): Promise<Buffer | null> {
    const stream = await store.read(owner, blob)
    return stream && buffer(stream)
  }

  async function uploadsOf(owner: Buffer): Promise<{ uploadId: string; changedAt: Date }[]> {
    const uploads = await all(store.listUploads())
    return uploads.filter(({ uploadId }) => uploadId.startsWith(owner.toString('hex')))
  }

  test.each([
    // Pieces smaller than S3's smallest part are put together by the store.
    ['small', 250_000, 100_000],
    ['large', 13_000_001, 6_000_000],
  ])('an upload in %s pieces goes on where it was cut off, and is kept', async (_size, length, piece) => {
    const bytes = randomBytes(length)
    const uploadId = await client.begin(account, bytes, piece)
    await expect(store.digestUpload(uploadId)).rejects.toThrow(UploadIncomplete)
    await client.resume(uploadId, bytes, piece)
    expect(client.offsets).toEqual([0, piece, 2 * piece])

    const { sha256: blob, length: read } = await store.digestUpload(uploadId)
    expect([blob, read]).toEqual([sha256(bytes), length])
    expect(await store.lengthOf(account, blob)).toBeNull()

    await store.keepUpload(uploadId, account, blob)
    expect((await contents(account, blob))?.equals(bytes)).toBe(true)
    expect(await store.lengthOf(account, blob)).toBe(length)
    expect(await all(store.list(account))).toEqual([{ account, blob, length }])
    expect(await uploadsOf(account)).toEqual([])
    expect(await under.restOfUploads(account)).toEqual([])
    expect(await client.status('HEAD', uploadId)).toBe(404)
  })

  test('an upload goes on after a connection that broke in the middle of a piece', async () => {
    const bytes = randomBytes(1_000_000)
    const uploadId = await client.begin(account, bytes, 100_000)
    await client.breakOff(uploadId, bytes.subarray(100_000), 100_000, 333_333)
    await client.resume(uploadId, bytes)
    expect((await store.digestUpload(uploadId)).sha256).toEqual(sha256(bytes))
  })

  test('an upload of no bytes is an upload', async () => {
    const upload = new Upload({ id: `${account.toString('hex')}/${'0'.repeat(32)}`, size: 0, offset: 0 })
    await store.uploads.create(upload)
    const { sha256: blob, length } = await store.digestUpload(upload.id)
    expect([blob, length]).toEqual([sha256(Buffer.alloc(0)), 0])
    await store.keepUpload(upload.id, account, blob)
    expect((await contents(account, blob))?.length).toBe(0)
    expect(await under.restOfUploads(account)).toEqual([])
  })

  test('the digest is of what is stored, not of what came', async () => {
    const bytes = randomBytes(200_000)
    const uploadId = await client.send(account, bytes)
    flipStored(under.disk, bytes.subarray(150_000, 150_064))
    const { sha256: found, length } = await store.digestUpload(uploadId)
    const changed = Buffer.from(bytes)
    changed[150_000]! ^= 1
    expect([found, length]).toEqual([sha256(changed), bytes.length])
  })

  test('kept again, or sent again and kept, it stays the one blob', async () => {
    const bytes = randomBytes(1000)
    const uploadId = await client.send(account, bytes)
    for (let round = 0; round < 2; round++) await store.keepUpload(uploadId, account, sha256(bytes))
    const blob = await keep(account, bytes)
    expect(await all(store.list(account))).toEqual([{ account, blob, length: 1000 }])
    expect(await contents(account, blob)).toEqual(bytes)
    expect(await under.restOfUploads(account)).toEqual([])
  })

  test('what was neither sent nor kept cannot be kept', async () => {
    const uploadId = `${account.toString('hex')}/${'0'.repeat(32)}`
    await expect(store.keepUpload(uploadId, account, randomBytes(32))).rejects.toThrow(UploadMissing)
    await expect(store.digestUpload(uploadId)).rejects.toThrow(UploadMissing)
    await store.dropUpload(uploadId)
  })

  test('an upload does not become a blob of another account', async () => {
    const bytes = randomBytes(1000)
    const uploadId = await client.send(account, bytes)
    await expect(store.keepUpload(uploadId, other, sha256(bytes))).rejects.toThrow(RangeError)
    expect(await store.lengthOf(other, sha256(bytes))).toBeNull()
    expect((await store.digestUpload(uploadId)).length).toBe(1000)
  })

  test('the same bytes of two accounts are two blobs', async () => {
    const bytes = randomBytes(1000)
    const blob = await keep(account, bytes)
    expect(await store.lengthOf(other, blob)).toBeNull()
    expect(await contents(other, blob)).toBeNull()
    await keep(other, bytes)

    const listed = await all(store.list())
    for (const owner of [account, other])
      expect(listed).toContainEqual({ account: owner, blob, length: 1000 })

    await store.remove(account, blob)
    expect(await contents(account, blob)).toBeNull()
    expect(await contents(other, blob)).toEqual(bytes)
    await store.remove(account, blob)
  })

  test('ranges', async () => {
    const bytes = randomBytes(1000)
    const blob = await keep(account, bytes)
    for (const [first, last] of [
      [0, 0],
      [999, 999],
      [0, 999],
      [17, 400],
      [990, 5000],
      [1000, 1000],
      [1000, 5000],
    ] as const) {
      const stream = await store.read(account, blob, { first, last })
      expect([first, last, await buffer(stream!)]).toEqual([first, last, bytes.subarray(first, last + 1)])
    }
    for (const [first, last] of [
      [2, 1],
      [-1, 5],
      [0.5, 5],
      [0, NaN],
    ] as const)
      await expect(store.read(account, blob, { first, last })).rejects.toThrow(RangeError)
  })

  test('an account has one place', async () => {
    const blob = await keep(account, randomBytes(1000))
    await expect(store.addAccount(account)).rejects.toThrow(AccountPlaceTaken)
    expect(await store.lengthOf(account, blob)).toBe(1000)
  })

  test('without a place nothing is taken', async () => {
    const none = randomBytes(32)
    const upload = new Upload({ id: `${none.toString('hex')}/${'0'.repeat(32)}`, size: 5, offset: 0 })
    await expect(store.uploads.create(upload)).rejects.toThrow(NoAccountPlace)
    expect(await under.restOfUploads(none)).toEqual([])
    expect(await all(store.list(none))).toEqual([])
  })

  test('an upload that was begun is listed with its time until it is dropped', async () => {
    const before = Date.now()
    const uploadId = await client.begin(account, randomBytes(2000), 1000)
    const [listed, ...more] = await uploadsOf(account)
    expect([listed?.uploadId, more]).toEqual([uploadId, []])
    // S3 stores tell whole seconds, and round up or down.
    expect(listed!.changedAt.getTime()).toBeGreaterThan(before - 1000)
    expect(listed!.changedAt.getTime()).toBeLessThan(Date.now() + 1000)

    await store.dropUpload(uploadId)
    expect(await uploadsOf(account)).toEqual([])
    expect(await under.restOfUploads(account)).toEqual([])
    expect(await client.status('HEAD', uploadId)).toBe(404)
    await store.dropUpload(uploadId)
  })

  test('a client can give up an upload, also a complete one', async () => {
    const begun = await client.begin(account, randomBytes(2000), 1000)
    const complete = await client.send(account, randomBytes(2000))
    for (const uploadId of [begun, complete]) expect(await client.status('DELETE', uploadId)).toBe(204)
    expect(await under.restOfUploads(account)).toEqual([])
  })

  test('an account is removed with all it has, and no other', async () => {
    const bytes = randomBytes(1000)
    const blob = await keep(account, bytes)
    await keep(account, randomBytes(2000))
    await client.begin(account, randomBytes(2000), 1000)
    await client.send(account, randomBytes(2000))
    await keep(other, bytes)
    const theirs = await client.begin(other, randomBytes(2000), 1000)

    await store.removeAccount(account)
    expect(await all(store.list(account))).toEqual([])
    expect(await contents(account, blob)).toBeNull()
    expect(await under.restOfUploads(account)).toEqual([])
    await store.removeAccount(account)
    await store.addAccount(account)
    expect(await all(store.list(account))).toEqual([])

    expect(await contents(other, blob)).toEqual(bytes)
    expect((await uploadsOf(other)).map(({ uploadId }) => uploadId)).toEqual([theirs])
  })

  test('an id that is none is refused everywhere', async () => {
    const owner = 'a'.repeat(64)
    const upload = '0'.repeat(32)
    for (const id of [
      '',
      upload,
      `${owner}/`,
      `${owner}/..`,
      `../${owner}/${upload}`,
      `${owner}/../${owner}/${upload}`,
      `${owner}/${upload}.json`,
      `${owner}/${upload}.info`,
      `${owner}/${upload}\n`,
      `${owner}\\${upload}`,
      `${owner.toUpperCase()}/${upload}`,
      `/${owner}/${upload}`,
    ]) {
      for (const call of [
        async () => store.uploads.create(new Upload({ id: id || 'x', size: 1, offset: 0 })),
        async () => store.uploads.getUpload(id),
        async () => store.uploads.write(Readable.from([]), id, 0),
        async () => store.uploads.remove(id),
        async () => store.digestUpload(id),
        async () => store.keepUpload(id, Buffer.alloc(32, 0xaa), randomBytes(32)),
        async () => store.dropUpload(id),
      ])
        await expect(call(), `${id} ${call}`).rejects.toThrow(UploadMissing)
      expect(await client.status('HEAD', encodeURIComponent(id))).toBe(404)
    }
    for (const wrong of [Buffer.alloc(0), Buffer.alloc(31), Buffer.alloc(33)]) {
      await expect(async () => store.addAccount(wrong)).rejects.toThrow(RangeError)
      await expect(async () => store.removeAccount(wrong)).rejects.toThrow(RangeError)
      await expect(async () => store.read(account, wrong)).rejects.toThrow(RangeError)
      await expect(async () => store.remove(wrong, randomBytes(32))).rejects.toThrow(RangeError)
    }
  })
}

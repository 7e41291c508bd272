import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { S3 } from '@aws-sdk/client-s3'
import { Upload } from '@tus/server'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { AccountPlaceTaken, type BlobStore, UploadMissing } from '../../../src/server/blobs/blob-store.ts'
import { openS3Blobs } from '../../../src/server/blobs/s3-blobs.ts'
import { S3Objects } from '../../../src/server/blobs/s3-objects.ts'
import { all, sha256, testBlobStore, TusOnLoopback } from './blob-store-contract.ts'
import type { S3Access, Swift } from './swift.ts'
import { startSwift, whyNoSwift } from './swift.ts'

const bucket = 'image-space'

const noSwift = whyNoSwift()
if (noSwift !== null) console.warn(`S3 STORE TESTS DO NOT RUN: no OpenStack Swift here, ${noSwift}.`)

describe.each(noSwift === null ? ['Swift'] : [])('S3, as %s speaks it', () => {
  let swift: Swift
  let access: S3Access
  /** Past our code. */
  let s3: S3

  beforeAll(async () => {
    swift = await startSwift(bucket)
    ;({ access, s3 } = swift)
  })

  afterAll(() => swift.stop())

  async function keysOf(prefix: string): Promise<string[]> {
    const { Contents = [] } = await s3.listObjectsV2({ Bucket: bucket, Prefix: prefix })
    const { Uploads = [] } = await s3.listMultipartUploads({ Bucket: bucket, Prefix: prefix })
    return [...Contents.map(({ Key }) => Key!), ...Uploads.map(({ Key }) => `${Key} (unfinished)`)]
  }

  describe('keeps the contract', () => {
    testBlobStore(async () => ({
      store: await openS3Blobs(access),
      disk: swift.disk,
      restOfUploads: (account) => keysOf(`uploads/${account.toString('hex')}`),
    }))
  })

  describe('as S3', () => {
    let store: BlobStore
    let client: TusOnLoopback
    let account: Buffer

    beforeAll(async () => {
      store = await openS3Blobs(access)
      client = new TusOnLoopback(store)
      await client.listen()
    })

    afterAll(async () => {
      await client.close()
      await store.close()
    })

    beforeEach(async () => {
      account = randomBytes(32)
      await store.addAccount(account)
    })

    const infoKey = (uploadId: string) => `uploads/${uploadId}.info`
    const ownUpload = () => `${account.toString('hex')}/${randomBytes(16).toString('hex')}`

    function blobKey(blob: Buffer): string {
      const hex = blob.toString('hex')
      return `blobs/${account.toString('hex')}/${hex.slice(0, 2)}/${hex}`
    }

    async function listedUploads(): Promise<string[]> {
      return (await all(store.listUploads())).map(({ uploadId }) => uploadId)
    }

    /** An upload all of whose bytes arrived, where the store was never told that it is whole. */
    async function arrivedOnly(bytes: Buffer): Promise<{ uploadId: string; s3UploadId: string }> {
      const uploadId = ownUpload()
      await store.uploads.create(new Upload({ id: uploadId, size: bytes.length, offset: 0 }))
      const Key = `uploads/${uploadId}`
      const { Uploads } = await s3.listMultipartUploads({ Bucket: bucket, Prefix: Key })
      const s3UploadId = Uploads![0]!.UploadId!
      const part = { Bucket: bucket, Key, UploadId: s3UploadId, PartNumber: 1 }
      await s3.uploadPart({ ...part, Body: bytes })
      return { uploadId, s3UploadId }
    }

    test('what a crash before the end of an upload left is completed', async () => {
      const bytes = randomBytes(1000)
      const { uploadId } = await arrivedOnly(bytes)
      expect((await store.digestUpload(uploadId)).sha256).toEqual(sha256(bytes))
      await store.keepUpload(uploadId, account, sha256(bytes))
      expect(await keysOf(`uploads/${account.toString('hex')}`)).toEqual([])
    })

    test('an upload whose parts the bucket threw away is missing', async () => {
      const { uploadId, s3UploadId } = await arrivedOnly(randomBytes(1000))
      await s3.abortMultipartUpload({ Bucket: bucket, Key: `uploads/${uploadId}`, UploadId: s3UploadId })
      await expect(store.digestUpload(uploadId)).rejects.toThrow(UploadMissing)
    })

    test('parts without a memory of their upload are listed and dropped', async () => {
      const { uploadId } = await arrivedOnly(randomBytes(1000))
      await s3.deleteObject({ Bucket: bucket, Key: infoKey(uploadId) })
      expect(await client.status('HEAD', uploadId)).toBe(404)
      expect(await listedUploads()).toContain(uploadId)
      await store.dropUpload(uploadId)
      expect(await keysOf(`uploads/${uploadId}`)).toEqual([])
      expect(await listedUploads()).not.toContain(uploadId)
    })

    test('what a crash after the copy left is put in order by keeping again', async () => {
      const bytes = randomBytes(1000)
      const uploadId = await client.send(account, bytes)
      const [from, to] = [`uploads/${uploadId}`, blobKey(sha256(bytes))]
      await s3.copyObject({ Bucket: bucket, Key: to, CopySource: `${bucket}/${from}` })
      await s3.deleteObject({ Bucket: bucket, Key: from })
      expect(await keysOf(from)).toEqual([infoKey(uploadId)])
      await store.keepUpload(uploadId, account, sha256(bytes))
      expect(await buffer((await store.read(account, sha256(bytes)))!)).toEqual(bytes)
      expect(await keysOf(from)).toEqual([])
    })

    test('a copy in parts is the same object, and leaves nothing when it fails or one before did', async () => {
      const bytes = randomBytes(1_000_001)
      const from = `uploads/${await client.send(account, bytes)}`
      const to = blobKey(sha256(bytes))
      const objects = new S3Objects(s3, bucket)
      const copy = (source: string) => objects.copyInParts(source, to, bytes.length, 300_000)
      await expect(copy('none')).rejects.toMatchObject({ name: 'NoSuchKey' })
      expect(await keysOf(to)).toEqual([])

      await s3.createMultipartUpload({ Bucket: bucket, Key: to })
      await copy(from)
      expect((await buffer((await store.read(account, sha256(bytes)))!)).equals(bytes)).toBe(true)
      const range = await store.read(account, sha256(bytes), { first: 599_990, last: 600_009 })
      expect(await buffer(range!)).toEqual(bytes.subarray(599_990, 600_010))
      expect(await all(store.list(account))).toEqual([{ account, blob: sha256(bytes), length: bytes.length }])
      await store.remove(account, sha256(bytes))
      expect(await keysOf(to)).toEqual([])
    })

    test('an account is removed with the rest of a copy that a crash ended', async () => {
      await s3.createMultipartUpload({ Bucket: bucket, Key: blobKey(randomBytes(32)) })
      await store.removeAccount(account)
      expect(await keysOf(`blobs/${account.toString('hex')}`)).toEqual([])
    })

    test('a bucket that is not there, or not ours, does not open', async () => {
      await expect(openS3Blobs({ ...access, bucket: 'another' })).rejects.toMatchObject({ name: 'NotFound' })
      const wrong = openS3Blobs({ ...access, bucket, secretAccessKey: 'wrong' })
      await expect(wrong).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } })
    })
  })
})

/** What Swift cannot be brought to, or not soon: answers as Amazon documents them, from a server of our own. */
describe('S3, as it answers otherwise', () => {
  async function against<Result>(
    answer: RequestListener,
    work: (store: BlobStore) => Promise<Result>,
  ): Promise<Result> {
    let opened = false
    const server = createServer((request, response) => {
      if (opened) answer(request, response)
      else response.end()
      opened = true
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    // A server that listens on a port has an address of this kind.
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const keys = { accessKeyId: 'key', secretAccessKey: 'secret' }
    const store = await openS3Blobs({ endpoint, region: 'us-east-1', bucket, ...keys })
    try {
      return await work(store)
    } finally {
      await store.close()
      server.closeAllConnections()
      server.close()
    }
  }

  const refusal = (code: string) => `<?xml version="1.0"?><Error><Code>${code}</Code><Message/></Error>`
  const [account, blob] = [randomBytes(32), randomBytes(32)]
  const uploadId = `${account.toString('hex')}/${'0'.repeat(32)}`

  test('of two who make a place at the same moment one is refused', async () => {
    const conditions: unknown[] = []
    const answer: RequestListener = (request, response) => {
      if (request.method === 'HEAD') return response.writeHead(404).end()
      conditions.push(request.headers['if-none-match'])
      return response.writeHead(412).end(refusal('PreconditionFailed'))
    }
    await against(answer, (store) => expect(store.addAccount(account)).rejects.toThrow(AccountPlaceTaken))
    expect(conditions).toEqual(['*'])
  })

  test('what may not be asked is not taken for missing', async () => {
    const answer: RequestListener = (_request, response) => {
      response.writeHead(403).end(refusal('AccessDenied'))
    }
    await against(answer, async (store) => {
      for (const call of [
        () => store.addAccount(account),
        () => store.digestUpload(uploadId),
        () => store.keepUpload(uploadId, account, blob),
        () => store.dropUpload(uploadId),
        () => all(store.listUploads()),
        () => store.read(account, blob),
        () => store.lengthOf(account, blob),
        () => all(store.list()),
        () => store.remove(account, blob),
        () => store.removeAccount(account),
        () => store.uploads.getUpload(uploadId),
      ])
        await expect(call(), `${call}`).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } })
    })
  })

  test('a connection that breaks while a blob is read comes on the stream', async () => {
    const answer: RequestListener = (_request, response) => {
      response.writeHead(200, { 'content-length': 1000 })
      response.write(Buffer.alloc(10), () => response.destroy())
    }
    await against(answer, async (store) => {
      const stream = await store.read(account, blob)
      await expect(buffer(stream!)).rejects.toThrow()
    })
  })

  test('what is told in pages is read to the last one', async () => {
    const [first, second, third, fourth] = ['0', '1', '2', '3'].map(
      (digit) => `${account.toString('hex')}/${digit.repeat(32)}`,
    )
    const object = (key: string) =>
      `<Contents><Key>${key}</Key><Size>1</Size><LastModified>2026-01-01T00:00:00Z</LastModified></Contents>`
    const begun = (key: string) =>
      `<Upload><Key>${key}</Key><UploadId>x</UploadId><Initiated>2026-01-01T00:00:00Z</Initiated></Upload>`
    const part = (day: string) => `<Part><LastModified>2026-01-${day}T00:00:00Z</LastModified></Part>`
    const pages: Record<string, string[]> = {
      'continuation-token': [object(`uploads/${first}.info`), object(`uploads/${second}.info`)],
      'key-marker': [begun(`uploads/${third}`), begun(`uploads/${fourth}`)],
      // Swift names a next part after the last page, too.
      'part-number-marker': [part('02'), part('03')],
    }
    const answer: RequestListener = (request, response) => {
      const { searchParams } = new URL(request.url!, 'http://localhost')
      const marker = searchParams.has('uploads')
        ? 'key-marker'
        : searchParams.has('uploadId')
          ? 'part-number-marker'
          : 'continuation-token'
      const page = searchParams.get(marker) === '1' ? 1 : 0
      const next = ['NextPartNumberMarker', 'NextKeyMarker', 'NextUploadIdMarker']
        .map((name) => `<${name}>1</${name}>`)
        .join('')
      const token = page === 0 ? '<NextContinuationToken>1</NextContinuationToken>' : ''
      const truncated = `<IsTruncated>${page === 0}</IsTruncated>`
      response.end(`<Page>${truncated}${next}${token}${pages[marker]![page]}</Page>`)
    }
    const at = (day: string) => new Date(`2026-01-${day}T00:00:00Z`)
    expect(await against(answer, (store) => all(store.listUploads()))).toEqual([
      { uploadId: first, changedAt: at('01') },
      { uploadId: second, changedAt: at('01') },
      { uploadId: third, changedAt: at('03') },
      { uploadId: fourth, changedAt: at('03') },
    ])
  })

  test('a copy that is shorter is no copy', async () => {
    const answer: RequestListener = (request, response) => {
      const length = request.url?.includes('/blobs/') ? 999 : 1000
      if (request.method === 'HEAD') return response.writeHead(200, { 'content-length': length }).end()
      return response.end('<CopyObjectResult><ETag>"0"</ETag></CopyObjectResult>')
    }
    await against(answer, (store) =>
      expect(store.keepUpload(uploadId, account, blob)).rejects.toThrow('has not'),
    )
  })
})

import { Upload } from 'tus-js-client'
import type { DetailedError, UploadOptions } from 'tus-js-client'
import { stateBlob } from '../../shared/crypto/blob-statement.ts'
import { equal } from '../../shared/crypto/bytes.ts'
import type { BlobRole } from '../../shared/crypto/sealed-blob.ts'
import { readReceipt } from '../../shared/crypto/server-receipt.ts'
import { publicKeyOf } from '../../shared/crypto/signature.ts'
import { NotAuthentic } from '../../shared/crypto/web-crypto.ts'
import { AppError } from '../../shared/errors.ts'
import { api } from '../../shared/space/api.ts'
import type { Connection } from '../../shared/space/client/connection.ts'
import { BrokenAnswer } from '../../shared/space/client/connection.ts'
import { refusalInTus } from '../../shared/space/client/upload.ts'
import { Refusal } from '../../shared/space/refusal.ts'
import { contentIdOf } from '../../shared/sync/blob-place.ts'
import { AccountRefusal } from '../space/account-refusal.ts'
import { assetOf } from './fetch-file.ts'
import { SealedFile } from './sealed-file.ts'
import type { TransferTarget } from './transfer-target.ts'

/** A file on its way into the space. */
export interface FileToSend {
  path: string
  bytes: number
  /** What it has to be, hex. */
  sha256: string
  role: BlobRole
  key: Uint8Array
  salt: Uint8Array
  /** Where the server takes it. */
  address: string
}

/** What the server keeps now, by its receipt. */
export interface Kept {
  /** Id of the blob. */
  blob: Uint8Array
  keptAt: number
}

/** As much is sent again after an interruption, at most. */
const PATCH = 8 * 2 ** 20

/** Begins an upload. @returns its address @throws Refusal, also `quota`; BrokenAnswer */
export async function createUpload(
  connection: Connection,
  { session }: TransferTarget,
  length: number,
): Promise<string> {
  const created = await connection.sendRaw(
    session,
    'POST',
    '/v1/uploads',
    { 'tus-resumable': '1.0.0', 'upload-length': String(length) },
    null,
  )
  if (created.status !== 201) throw refusalInTus(created)
  const name = created.header('location')?.split('/').at(-1)
  if (!name || !/^[\w-]{22}$/.test(name)) throw new BrokenAnswer()
  return name
}

/**
 * Sends what the server does not have yet of an upload, and has it keep the whole.
 * @param onSent hears of bytes as they are on their way
 * @returns null when the server does not know the upload any more: another one has to be begun
 * @throws AppError what is wrong with the file; Refusal, ForeignAnswer, NotAuthentic, AccountRefusal no-connection
 */
export async function sendFile(
  connection: Connection,
  target: TransferTarget,
  file: FileToSend,
  signal: AbortSignal,
  onSent: (bytes: number) => void,
): Promise<Kept | null> {
  const { session } = target
  const asset = assetOf(contentIdOf(file.sha256))
  const place = { owner: session.account, asset, role: file.role, plainLength: file.bytes }
  const sealed = await SealedFile.open(file.path, file.key, file.salt, place)
  try {
    const isThere = await send(connection, target, file.address, sealed, signal, onSent)
    const hashes = await sealed.hashes()
    if (hashes.plain.toString('hex') !== file.sha256) {
      if (isThere) await drop(connection, target, file.address)
      throw new AppError('original-differs', { name: nameOf(file.path) })
    }
    return await complete(connection, target, file.address, hashes.sealed, sealed.size)
  } finally {
    await sealed.close()
  }
}

/** @returns false when the server does not know the upload; it may have kept it already */
function send(
  connection: Connection,
  { session, origin }: TransferTarget,
  address: string,
  sealed: SealedFile,
  signal: AbortSignal,
  onSent: (bytes: number) => void,
): Promise<boolean> {
  const ended = Promise.withResolvers<boolean>()
  const url = `${origin}/v1/uploads/${address}`
  let before = 0
  let failure: unknown = null
  const options: UploadOptions = {
    uploadUrl: url,
    uploadSize: sealed.size,
    chunkSize: PATCH,
    // What failed is tried again by whoever knows what else goes on.
    retryDelays: null,
    storeFingerprintForResuming: false,
    fileReader: {
      openFile: () =>
        Promise.resolve({
          size: sealed.size,
          async slice(start, end) {
            try {
              return { value: await sealed.bytes(start, end), done: false }
            } catch (error) {
              failure = error
              throw error
            }
          },
          close: () => undefined,
        }),
    },
    onBeforeRequest(request) {
      // The library takes addresses from answers.
      if (request.getURL() !== url) throw new BrokenAnswer()
      for (const [name, value] of Object.entries(connection.credentials(session)))
        request.setHeader(name, value)
    },
    onProgress(sent) {
      // What the server had before is not sent now.
      if (before > 0 && sent > before) onSent(sent - before)
      before = sent
    },
    onSuccess: () => ended.resolve(true),
    onError(error) {
      if (isDetailed(error) && isMissing(error)) ended.resolve(false)
      else ended.reject(failure ?? failureOf(error, origin))
    },
  }
  // The library asks for a file only to hand it to the reader above.
  const upload = new Upload(Buffer.alloc(0), options)
  const stop = () => {
    // What the server took meanwhile is asked for the next time.
    upload.abort().catch(() => undefined)
    ended.reject(signal.reason)
  }
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  else upload.start()
  return ended.promise.finally(() => signal.removeEventListener('abort', stop))
}

/** @returns null when the server knows neither the upload nor the blob. @throws NotAuthentic for another receipt */
async function complete(
  connection: Connection,
  { session, serverKey }: TransferTarget,
  address: string,
  blob: Uint8Array,
  length: number,
): Promise<Kept | null> {
  const statement = stateBlob(session.deviceSeed, {
    ...{ owner: session.account, blob: new Uint8Array(blob), length },
    device: publicKeyOf(session.deviceSeed),
  })
  try {
    const { receipt } = await connection.askAs(session, api.uploads.complete, {
      params: { upload: new Uint8Array(Buffer.from(address, 'base64url')) },
      body: { statement },
    })
    const read = readReceipt(receipt, serverKey)
    const fits = read.kind === 'kept' && equal(read.account, session.account) && equal(read.object, blob)
    if (!fits || read.length !== length) throw new NotAuthentic()
    return { blob: new Uint8Array(blob), keptAt: read.at }
  } catch (error) {
    // What arrived is not what was sent, or not all of it is there any more.
    if (error instanceof Refusal && ['not-found', 'bad-input', 'conflict'].includes(error.code)) return null
    throw error
  }
}

async function drop(connection: Connection, { session }: TransferTarget, address: string): Promise<void> {
  const headers = { 'tus-resumable': '1.0.0' }
  await connection.sendRaw(session, 'DELETE', `/v1/uploads/${address}`, headers, null)
}

function isDetailed(error: Error): error is DetailedError {
  return 'originalResponse' in error
}

function isMissing({ originalResponse }: DetailedError): boolean {
  return originalResponse !== null && [404, 410].includes(originalResponse.getStatus())
}

function failureOf(error: Error, server: string): Error {
  if (!isDetailed(error) || !error.originalResponse) {
    const cause = isDetailed(error) ? error.causingError : error
    return cause instanceof BrokenAnswer
      ? cause
      : new AccountRefusal(
          'no-connection',
          { server, reason: cause?.message ?? error.message },
          { cause: error },
        )
  }
  const response = error.originalResponse
  // The call before, which was cut, is not over for the server; or it is a proxy whose server is away.
  if ([409, 423, 502, 503, 504].includes(response.getStatus()))
    return new AccountRefusal('unavailable', {}, { cause: error })
  const body = Buffer.from(response.getBody() ?? '')
  return refusalInTus({
    status: response.getStatus(),
    header: (name) => response.getHeader(name) ?? null,
    body: new Uint8Array(body),
  })
}

function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path
}

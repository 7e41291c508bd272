import { blobRoles, sealedLength } from '../../shared/crypto/sealed-blob.ts'
import { NotAuthentic } from '../../shared/crypto/web-crypto.ts'
import { AppError } from '../../shared/errors.ts'
import type { ErrorNotice } from '../../shared/errors.ts'
import { api } from '../../shared/space/api.ts'
import { ForeignAnswer } from '../../shared/space/client/connection.ts'
import type { Connection } from '../../shared/space/client/connection.ts'
import { reportForeign } from '../../shared/space/client/report.ts'
import { sendByFetch } from '../../shared/space/client/send-by-fetch.ts'
import { uploadSmall } from '../../shared/space/client/upload.ts'
import type { BlobPlace } from '../../shared/sync/blob-place.ts'
import { sendTo } from '../space/reach-server.ts'
import { ReportingConnection } from '../space/reporting-connection.ts'
import { troubleOf } from '../sync/trouble.ts'
import type { RoundTrouble } from '../sync/trouble.ts'
import { systemRandom } from '../system.ts'
import { fetchFile, keyOf } from './fetch-file.ts'
import type { FileToFetch } from './fetch-file.ts'
import { openWhole } from './open-blob.ts'
import { listOwnBlobs, removeBlobs } from './own-blobs.ts'
import { PackCache } from './pack-cache.ts'
import { packOf, placeOfPack } from './pack.ts'
import type { Pack } from './pack.ts'
import { createUpload, sendFile } from './send-file.ts'
import type { FileToSend, Kept } from './send-file.ts'
import type { TransferTarget } from './transfer-target.ts'

/** How a transfer ended. `refused` concerns this file only, `trouble` all of them; `stopped` was asked for. */
export type Outcome<Value> =
  | { kind: 'done'; value: Value }
  | { kind: 'refused'; why: ErrorNotice }
  | ({ kind: 'trouble' } & RoundTrouble)
  | { kind: 'stopped' }

/** A pack that the server keeps. */
export type KeptPack = Kept & Omit<Pack, 'sealed'>

export type TransferMethods = ReturnType<typeof createTransfers>

/**
 * What goes to the space and comes from there beside the log: read, sealed, hashed, sent, received and opened, all away
 * from the engine's thread.
 * @param moved counts bytes: [0] sent, [1] received
 */
export function createTransfers(moved: BigInt64Array) {
  let stopping = new AbortController()
  const packs = new PackCache()
  const count = (which: 0 | 1) => (bytes: number) => void Atomics.add(moved, which, BigInt(bytes))

  /** Ends all that runs; what comes after it runs. */
  const stop = () => {
    stopping.abort(new Error('stopped'))
    stopping = new AbortController()
  }
  return {
    stop,
    begin: (target: TransferTarget, plainLength: number) =>
      outcome(target, stopping.signal, (connection) =>
        createUpload(connection, target, sealedLength(plainLength)),
      ),
    send: (target: TransferTarget, file: FileToSend): Promise<Outcome<Kept | null>> =>
      outcome(target, stopping.signal, (connection, signal) =>
        sendFile(connection, target, file, signal, count(0)),
      ),
    sendPack: (
      target: TransferTarget,
      size: 'grid' | 'screen',
      pieces: Uint8Array[],
    ): Promise<Outcome<KeptPack>> =>
      outcome(target, stopping.signal, async (connection) => {
        const { session, serverKey } = target
        const { sealed, ...pack } = await packOf(session.account, blobRoles[size], pieces, systemRandom)
        const receipt = await uploadSmall({ connection }, session, serverKey, sealed)
        count(0)(sealed.length)
        return { blob: receipt.object, keptAt: receipt.at, ...pack }
      }),
    fetchFile: (target: TransferTarget, file: FileToFetch): Promise<Outcome<boolean>> =>
      outcome(target, stopping.signal, (connection, signal) =>
        opening(connection, target, () =>
          fetchFile(target.session.account, file, rangeOf(connection, target, file.place, signal), count(1)),
        ),
      ),
    listOwn: (target: TransferTarget, before: number) =>
      outcome(target, stopping.signal, (connection) => listOwnBlobs(connection, target, before)),
    remove: (target: TransferTarget, blobs: string[]) =>
      outcome(target, stopping.signal, (connection) => removeBlobs(connection, target, blobs)),
    /** A preview; the pack that it is in is fetched once, since its neighbours are mostly wanted next. */
    fetchPreview: (
      target: TransferTarget,
      size: 'grid' | 'screen',
      place: BlobPlace,
    ): Promise<Outcome<Uint8Array>> =>
      outcome(target, stopping.signal, async (connection, signal) => {
        const { at, of } = place.packed ?? { at: 0, of: place.bytes }
        const pack = await packs.get(place.blob, () => {
          const fetch = rangeOf(connection, target, place, signal)
          const sealedFor = placeOfPack(target.session.account, blobRoles[size], of)
          return opening(connection, target, () => openWhole(keyOf(place), sealedFor, fetch))
        })
        if (pack.length < at + place.bytes) throw new AppError('stored-damaged')
        return pack.slice(at, at + place.bytes)
      }),
  }
}

function rangeOf(connection: Connection, { session }: TransferTarget, place: BlobPlace, signal: AbortSignal) {
  const blob = new Uint8Array(Buffer.from(place.blob, 'base64url'))
  return (first: number, last: number) => {
    signal.throwIfAborted()
    return connection.fetchBlob(session, api.blobs.read, blob, { first, last })
  }
}

/** What the server keeps is not what was stored: nothing of it is used, and everything else goes on. */
async function opening<Value>(
  connection: Connection,
  { session }: TransferTarget,
  work: () => Promise<Value>,
): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof NotAuthentic)) throw error
    await reportForeign(connection, session, 'foreign-blob')
    throw new AppError('stored-damaged', {}, { cause: error })
  }
}

async function outcome<Value>(
  { origin }: TransferTarget,
  signal: AbortSignal,
  work: (connection: Connection, signal: AbortSignal) => Promise<Value>,
): Promise<Outcome<Value>> {
  const connection = new ReportingConnection(origin, sendTo(origin, sendByFetch), systemRandom)
  try {
    signal.throwIfAborted()
    return { kind: 'done', value: await work(connection, signal) }
  } catch (error) {
    if (signal.aborted) return { kind: 'stopped' }
    if (error instanceof AppError) return { kind: 'refused', why: { code: error.code, params: error.params } }
    // A receipt for something else.
    const trouble = troubleOf(error instanceof NotAuthentic ? new ForeignAnswer() : error, origin)
    if (!trouble) throw error
    return { kind: 'trouble', ...trouble }
  }
}

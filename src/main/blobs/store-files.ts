import { blobRoles } from '../../shared/crypto/sealed-blob.ts'
import type { RandomSource } from '../../shared/random.ts'
import { contentIdOf } from '../../shared/sync/blob-place.ts'
import type { CatalogBlobs, FileToStore } from '../catalog/catalog-blobs.ts'
import type { VolumeService } from '../volumes/volume-service.ts'
import type { TransferTarget } from './transfer-target.ts'
import type { TransferThread } from './transfer-thread.ts'
import type { Outcome } from './transfers.ts'

/** Uploads that run at once. */
const AT_ONCE = 4
/** Times that the server may ask for an upload to be begun anew. */
const TRIES = 3

export interface StoreFilesParts {
  blobs: CatalogBlobs
  volumes: Pick<VolumeService, 'resolve' | 'connected'>
  transfers: TransferThread
  random: RandomSource
}

/** Why storing ended before everything is stored; null: it is. */
export type StoreEnd = Extract<Outcome<never>, { kind: 'trouble' | 'stopped' }> | null

/**
 * Stores files that are here and not in the space, the newest first, until there are none. A file that cannot be stored is
 * parked with the reason, and the rest goes on.
 */
export async function storeFiles(
  parts: StoreFilesParts,
  target: TransferTarget,
  isWanted: () => boolean,
  onStored: () => void,
): Promise<StoreEnd> {
  const connected = parts.volumes.connected()
  const underWay = new Set<number>()
  /** Their disk went away meanwhile: they stay noted. */
  const gone = new Set<number>()
  const waiting: FileToStore[] = []
  let end: StoreEnd = null

  const next = async (): Promise<FileToStore | undefined> => {
    if (waiting.length === 0)
      for (const file of await parts.blobs.nextFiles(AT_ONCE * 4, connected, [...underWay, ...gone]))
        if (!underWay.has(file.number)) {
          underWay.add(file.number)
          waiting.push(file)
        }
    return waiting.shift()
  }
  // One at a time asks for more, so that none is handed out twice.
  let asking: Promise<unknown> = Promise.resolve()
  const take = () => {
    const taken = asking.then(next)
    asking = taken.catch(() => undefined)
    return taken
  }
  const work = async () => {
    for (let file = await take(); file && !end && isWanted(); file = await take()) {
      const path = parts.volumes.resolve(file.volumeId, file.folder, file.name)
      if (path === null) gone.add(file.number)
      else end ??= await storeFile(parts, target, file, path)
      underWay.delete(file.number)
      onStored()
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return end
}

async function storeFile(
  { blobs, transfers, random }: StoreFilesParts,
  target: TransferTarget,
  file: FileToStore,
  path: string,
): Promise<StoreEnd> {
  const at = { kind: 'file', object: file.number, content: contentIdOf(file.sha256) } as const
  for (let tries = 0; tries < TRIES; tries++) {
    const upload = await blobs.begin(file, { key: random.bytes(32), salt: random.bytes(32) })
    let { address } = upload
    if (address === null) {
      const begun = await transfers.call('begin', target, file.bytes)
      if (begun.kind !== 'done') return endOf(begun)
      address = begun.value
      await blobs.noteAddress(file.number, address)
    }
    const { bytes, sha256 } = file
    const role = file.role === 'sidecar' ? blobRoles.sidecar : blobRoles.original
    const { key, salt } = upload
    const sent = await transfers.call('send', target, { path, bytes, sha256, role, key, salt, address })
    if (sent.kind === 'refused') {
      await blobs.park(at, sent.why)
      return null
    }
    if (sent.kind !== 'done') return endOf(sent)
    if (sent.value) {
      const { blob, keptAt } = sent.value
      const place = { blob: base64(blob), key: base64(key), bytes, kept: keptAt }
      await blobs.stored([{ ...at, place: { ...place, content: at.content } }])
      return null
    }
    await blobs.noteAddress(file.number, null)
  }
  await blobs.park(at, { code: 'upload-fails', params: { name: file.name } })
  return null
}

function endOf(outcome: Exclude<Outcome<unknown>, { kind: 'done' }>): StoreEnd {
  // An upload that cannot begin says nothing of the file.
  return outcome.kind === 'refused' ? { kind: 'stopped' } : outcome
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}

import type { Bytes } from './bytes.ts'
import { ascii, concat, equal, exactly, u64 } from './bytes.ts'
import { encodeCbor } from './cbor.ts'
import type { GcmKey, Primitives } from './web-crypto.ts'
import { NotAuthentic, webPrimitives } from './web-crypto.ts'

export const blobRoles = { original: 1, screen: 2, grid: 3, micro: 4, sidecar: 5, motion: 6 } as const
export type BlobRole = (typeof blobRoles)[keyof typeof blobRoles]

/** What a blob is. It is not sent along: who opens a blob names the one they asked for. */
export interface BlobPlace {
  /** Account id, 32 bytes. */
  owner: Uint8Array
  /** Asset id, 16 bytes. */
  asset: Uint8Array
  role: BlobRole
  /** Bytes of plaintext, padding included. */
  plainLength: number
}

const MAGIC = ascii('IS1B')
const VERSION = 1
const CHUNK_BITS = 20
/** Bytes of plaintext in every chunk but the last. */
export const BLOB_CHUNK = 2 ** CHUNK_BITS
export const BLOB_HEADER = 80
const TAG = 16
const SALT_AT = 16
const COMMIT_AT = 48
/** Pictures made from a photo would tell it by their sizes; these are filled up with zeros to whole blocks. */
const PADDED_TO = 4096
const padded: ReadonlySet<BlobRole> = new Set([blobRoles.screen, blobRoles.grid, blobRoles.micro])

/** Bytes of plaintext to seal: previews are filled up, everything else stays as it is. */
export function paddedLength(role: BlobRole, bytes: number): number {
  return padded.has(role) ? Math.ceil(bytes / PADDED_TO) * PADDED_TO : bytes
}

export function chunkCount(plainLength: number): number {
  return Math.max(1, Math.ceil(plainLength / BLOB_CHUNK))
}

export function sealedLength(plainLength: number): number {
  return BLOB_HEADER + plainLength + chunkCount(plainLength) * TAG
}

/** Where a chunk lies in the sealed blob, so that any of them can be fetched alone. */
export function chunkRange(plainLength: number, index: number): { offset: number; length: number } {
  return {
    offset: BLOB_HEADER + index * (BLOB_CHUNK + TAG),
    length: Math.min(BLOB_CHUNK, plainLength - index * BLOB_CHUNK) + TAG,
  }
}

/**
 * Blob IS1B: a header of 80 bytes ("IS1B" || 1 || role || 20 || 0 || plain length u64 || salt[32] || commitment[32]) and
 * chunks of AES-256-GCM. The nonce of a chunk is its number and whether it is the last; the first also covers the
 * header. The same key, salt and plaintext give the same bytes, so that an upload can go on at any byte.
 */
export class SealedBlob {
  readonly header: Bytes
  readonly #key: GcmKey
  readonly #plainLength: number
  readonly #by: Primitives

  private constructor(header: Bytes, key: GcmKey, plainLength: number, by: Primitives) {
    this.#by = by
    this.header = header
    this.#key = key
    this.#plainLength = plainLength
  }

  /**
   * To seal a new blob.
   * @param key 32 random bytes, never used for other content
   * @param salt 32 random bytes
   * @param by what does the ciphers, where there is something faster
   */
  static async create(
    key: Uint8Array,
    salt: Uint8Array,
    place: BlobPlace,
    by = webPrimitives,
  ): Promise<SealedBlob> {
    const derived = await derive(key, salt, place, by)
    const header = headerOf(place, salt, derived.commitment)
    return new SealedBlob(header, await by.gcmKey(derived.key), place.plainLength, by)
  }

  /** To open a blob whose header was fetched. @throws NotAuthentic when it is not the one asked for */
  static async of(
    key: Uint8Array,
    header: Uint8Array,
    place: BlobPlace,
    by = webPrimitives,
  ): Promise<SealedBlob> {
    if (header.length !== BLOB_HEADER) throw new NotAuthentic()
    const blob = await SealedBlob.create(key, header.slice(SALT_AT, COMMIT_AT), place, by)
    if (!equal(header, blob.header)) throw new NotAuthentic()
    return blob
  }

  /** @param plaintext exactly what belongs into this chunk */
  async seal(index: number, plaintext: Uint8Array): Promise<Bytes> {
    exactly(chunkRange(this.#plainLength, index).length - TAG, plaintext)
    return this.#by.gcmSeal(this.#key, this.#nonce(index), this.#bound(index), plaintext)
  }

  /** @throws NotAuthentic */
  async open(index: number, sealed: Uint8Array): Promise<Bytes> {
    if (sealed.length !== chunkRange(this.#plainLength, index).length) throw new NotAuthentic()
    return this.#by.gcmOpen(this.#key, this.#nonce(index), this.#bound(index), sealed)
  }

  #nonce(index: number): Uint8Array {
    const last = chunkCount(this.#plainLength) - 1
    if (!Number.isInteger(index) || index < 0 || index > last) throw new RangeError(`no chunk ${index}`)
    return concat(new Uint8Array(3), u64(index), Uint8Array.of(index === last ? 1 : 0))
  }

  #bound(index: number): Uint8Array {
    return index === 0 ? this.header : new Uint8Array(0)
  }
}

async function derive(
  key: Uint8Array,
  salt: Uint8Array,
  { owner, asset, role, plainLength }: BlobPlace,
  { sha256, hkdf }: Primitives,
) {
  const context = encodeCbor([
    'is1/blob',
    exactly(32, owner),
    exactly(16, asset),
    role,
    plainLength,
    CHUNK_BITS,
  ])
  const info = concat(ascii('is1/blob/v1'), await sha256(context))
  const derived = await hkdf(exactly(32, key), exactly(32, salt), info, 64)
  return { key: derived.subarray(0, 32), commitment: derived.subarray(32) }
}

function headerOf({ role, plainLength }: BlobPlace, salt: Uint8Array, commitment: Uint8Array): Bytes {
  return concat(MAGIC, Uint8Array.of(VERSION, role, CHUNK_BITS, 0), u64(plainLength), salt, commitment)
}

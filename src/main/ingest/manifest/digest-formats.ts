import { createHash } from 'node:crypto'
import { createXXHash3, createXXHash64, createXXHash128 } from 'hash-wasm'

/** Hash formats of ASC MHL 2.0 under their element names. */
export const digestFormats = ['xxh128', 'xxh3', 'xxh64', 'md5', 'sha1', 'c4'] as const
export type DigestFormat = (typeof digestFormats)[number]

export interface Digester {
  update(bytes: Uint8Array): void
  /** Text as it stands in a manifest. */
  end(): string
}

export async function newDigester(format: DigestFormat): Promise<Digester> {
  switch (format) {
    case 'xxh128':
      return hexDigester((await createXXHash128()).init())
    case 'xxh3':
      return hexDigester((await createXXHash3()).init())
    case 'xxh64':
      return hexDigester((await createXXHash64()).init())
    case 'md5':
    case 'sha1': {
      const hash = createHash(format)
      return { update: (bytes) => void hash.update(bytes), end: () => hash.digest('hex') }
    }
    case 'c4': {
      const hash = createHash('sha512')
      return { update: (bytes) => void hash.update(bytes), end: () => encodeC4(hash.digest('hex')) }
    }
  }
}

function hexDigester(hasher: { update(bytes: Uint8Array): unknown; digest(): string }): Digester {
  return { update: (bytes) => void hasher.update(bytes), end: () => hasher.digest() }
}

/** C4 id of some bytes: `c4` and the SHA-512 in base 58, 90 characters in all (SMPTE ST 2114). */
export function c4Of(bytes: Uint8Array): string {
  return encodeC4(createHash('sha512').update(bytes).digest('hex'))
}

const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

function encodeC4(sha512Hex: string): string {
  let value = BigInt(`0x${sha512Hex}`)
  let digits = ''
  while (value > 0n) {
    digits = base58[Number(value % 58n)]! + digits
    value /= 58n
  }
  return `c4${digits.padStart(88, '1')}`
}

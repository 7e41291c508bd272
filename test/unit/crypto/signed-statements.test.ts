import { describe, expect, test } from 'vitest'
import { verifyHeader } from '../../../src/server/content/verify-header.ts'
import { requireSignedByOpenSsl, signByOpenSsl } from '../../../src/server/keys/openssl-signature.ts'
import { readBlobStatement, stateBlob } from '../../../src/shared/crypto/blob-statement.ts'
import type { Cbor } from '../../../src/shared/crypto/cbor.ts'
import { decodeCbor, encodeCbor } from '../../../src/shared/crypto/cbor.ts'
import { fieldsOf, parseHeader, signHeader } from '../../../src/shared/crypto/record-header.ts'
import type { RecordHeader } from '../../../src/shared/crypto/record-header.ts'
import { readReceipt, signReceipt } from '../../../src/shared/crypto/server-receipt.ts'
import { publicKeyOf, requireSigned } from '../../../src/shared/crypto/signature.ts'
import { readSpaceStatement, stateSpace } from '../../../src/shared/crypto/space-statement.ts'
import { sha256 } from '../../../src/shared/crypto/web-crypto.ts'
import { seededRandom } from '../../fixtures/seeded-random.ts'
import { refused } from './refused.ts'

const random = seededRandom('signed statements')
// One computer signs all of them: only what the signature covers tells them apart.
const seed = random.bytes(32)
const device = publicKeyOf(seed)

function numberBelow(limit: number): number {
  return new DataView(random.bytes(8).buffer).getUint32(0) % limit
}

const blobs = (count: number) => Array.from({ length: count }, () => random.bytes(32))

function drawHeader(): RecordHeader {
  return {
    owner: random.bytes(32),
    space: random.bytes(16),
    body: random.bytes(32),
    device,
    deviceSequence: 1 + numberBelow(2 ** 30),
    deviceBefore: random.bytes(32),
    type: 1 + numberBelow(255),
    epoch: numberBelow(2 ** 30),
    seenSequence: numberBelow(2 ** 30),
    seenHash: random.bytes(32),
    clock: numberBelow(2 ** 30) * 1024,
    adds: blobs(1 + numberBelow(3)),
    drops: blobs(1 + numberBelow(3)),
  }
}

function readHeader(encoded: Uint8Array): RecordHeader {
  const { header, signature } = parseHeader(encoded)
  requireSigned(header.device, 'is1/record', fieldsOf(header), signature)
  return header
}

interface Kind {
  /** Another each time, and never a field in common but the key that signs. */
  make(): Promise<Uint8Array>
  read(encoded: Uint8Array): Promise<unknown>
}

/** Of the last two statements of spaces that were made. */
let sealedKeys: Uint8Array[] = []
const kinds: Record<string, Kind> = {
  'a header, as a client reads it': {
    make: async () => signHeader(seed, drawHeader()),
    read: async (encoded) => readHeader(encoded),
  },
  'a header, as the server reads it': {
    make: async () => signHeader(seed, drawHeader()),
    read: async (encoded) => verifyHeader(encoded),
  },
  'a statement of a space': {
    make: async () => {
      const sealedKey = random.bytes(118)
      sealedKeys = [...sealedKeys.slice(-1), sealedKey]
      const of = { owner: random.bytes(32), space: random.bytes(16), epoch: numberBelow(2 ** 30), device }
      return stateSpace(seed, of, sealedKey)
    },
    // Whichever key it is shown beside.
    read: async (encoded) => {
      const readings = sealedKeys.map((sealedKey) => readSpaceStatement(encoded, sealedKey))
      const opened = (await Promise.allSettled(readings)).find(({ status }) => status === 'fulfilled')
      return opened ?? readings[0]
    },
  },
  'a statement of a blob': {
    make: async () => {
      const [owner, blob] = [random.bytes(32), random.bytes(32)]
      return stateBlob(seed, { owner, blob, device, length: 1 + numberBelow(2 ** 30) })
    },
    read: async (encoded) => readBlobStatement(encoded),
  },
  'a statement of a blob, as the server reads it': {
    make: async () => {
      const [owner, blob] = [random.bytes(32), random.bytes(32)]
      return stateBlob(seed, { owner, blob, device, length: 1 + numberBelow(2 ** 30) })
    },
    read: async (encoded) => readBlobStatement(encoded, requireSignedByOpenSsl),
  },
  'a receipt': {
    make: async () => {
      const kind = (['kept', 'deletes', 'deleted'] as const)[numberBelow(3)]!
      const [account, object] = [random.bytes(32), random.bytes(32)]
      const [length, at] = [numberBelow(2 ** 30), numberBelow(2 ** 30)]
      return signReceipt(seed, { kind, account, object, length, at })
    },
    read: async (encoded) => readReceipt(encoded, device),
  },
  'a receipt, as the server signs it': {
    make: async () => {
      const [account, object] = [random.bytes(32), random.bytes(32)]
      const receipt = { kind: 'kept', account, object, length: 1, at: numberBelow(2 ** 30) } as const
      const made = signReceipt(seed, receipt, signByOpenSsl)
      expect(made).toEqual(signReceipt(seed, receipt))
      return made
    },
    read: async (encoded) => readReceipt(encoded, device),
  },
}

function fieldsIn(encoded: Uint8Array): Cbor[] {
  return decodeCbor(encoded) as Cbor[] // All statements are arrays.
}

describe.each(Object.entries(kinds))('%s', (_name, { make, read }) => {
  test('is read as it was signed', async () => {
    expect(await refused(read(await make()))).toBe(false)
  })

  test('is refused after a change of any one byte, cut at any place, or longer', async () => {
    const encoded = await make()
    for (let at = 0; at < encoded.length; at++) {
      for (const change of [1 << (at % 8), 0xff]) {
        const changed = encoded.slice()
        changed[at]! ^= change
        expect(await refused(read(changed)), `byte ${at}, change ${change}`).toBe(true)
      }
      expect(await refused(read(encoded.slice(0, at))), `cut at ${at}`).toBe(true)
    }
    expect(await refused(read(Buffer.concat([encoded, Uint8Array.of(0)])))).toBe(true)
  })

  test('is refused with any one field of another that is as good', async () => {
    const [one, other] = [await make(), await make()]
    const [fields, others] = [fieldsIn(one), fieldsIn(other)]
    let swapped = 0
    for (const [index, field] of fields.entries()) {
      const mixed = encodeCbor(fields.with(index, others[index]!))
      if (Buffer.compare(mixed, one) === 0) continue
      swapped++
      expect(await refused(read(mixed)), `field ${index}: ${JSON.stringify(field)}`).toBe(true)
    }
    // All but the key that signs; a type or kind may be the same by chance.
    expect(swapped).toBeGreaterThanOrEqual(fields.length - 2)
  })

  test('is refused with two of its fields exchanged, where both could stand there', async () => {
    const encoded = await make()
    const fields = fieldsIn(encoded)
    for (let one = 0; one < fields.length; one++)
      for (let other = one + 1; other < fields.length; other++) {
        const mixed = encodeCbor(fields.with(one, fields[other]!).with(other, fields[one]!))
        expect(await refused(read(mixed)), `fields ${one} and ${other}`).toBe(true)
      }
  })

  test('is refused mixed from two at random, 150 times', async () => {
    let [mixes, accepted] = [0, 0]
    for (let round = 0; round < 150; round++) {
      const [one, other] = [await make(), await make()]
      const others = fieldsIn(other)
      const draw = random.bytes(others.length)
      const mixed = encodeCbor(fieldsIn(one).map((field, at) => (draw[at]! % 2 === 0 ? field : others[at]!)))
      if ([one, other].some((whole) => Buffer.compare(whole, mixed) === 0)) continue
      mixes++
      if (!(await refused(read(mixed)))) accepted++
    }
    expect(mixes).toBeGreaterThan(50)
    expect(accepted).toBe(0)
  })
})

test('headers say again what was signed, to clients and to the server, 100 at random', () => {
  for (let round = 0; round < 100; round++) {
    const header = drawHeader()
    const encoded = signHeader(seed, header)
    expect(readHeader(encoded)).toEqual(header)
    expect(verifyHeader(encoded)).toEqual(header)
  }
})

test('blobs that a header ends to refer to cannot pass for those it begins to', async () => {
  const [added, dropped] = [drawHeader(), drawHeader()]
  const fields = fieldsIn(signHeader(seed, { ...added, drops: [] }))
  const swapped = encodeCbor(fields.with(11, []).with(12, [...added.adds]))
  expect(await refused(kinds['a header, as a client reads it']!.read(swapped))).toBe(true)
  const joined = fieldsIn(signHeader(seed, dropped))
  const moved = encodeCbor(
    joined.with(11, [...dropped.adds, dropped.drops[0]!]).with(12, dropped.drops.slice(1)),
  )
  expect(await refused(kinds['a header, as a client reads it']!.read(moved))).toBe(true)
})

test('a statement of a space is refused beside another sealed key', async () => {
  const of = { owner: random.bytes(32), space: random.bytes(16), epoch: 0, device }
  const sealedKey = random.bytes(118)
  const statement = await stateSpace(seed, of, sealedKey)
  expect(await readSpaceStatement(statement, sealedKey)).toEqual(of)
  for (const [at] of sealedKey.entries()) {
    const changed = sealedKey.slice()
    changed[at]! ^= 1
    expect(await refused(readSpaceStatement(statement, changed)), `byte ${at}`).toBe(true)
  }
  expect(await refused(readSpaceStatement(statement, sealedKey.slice(1)))).toBe(true)
})

test('a receipt counts for the server that signed it only', async () => {
  const receipt = await kinds['a receipt']!.make()
  const reading = async (key: Uint8Array) => readReceipt(receipt, key)
  expect(await refused(reading(device))).toBe(false)
  expect(await refused(reading(publicKeyOf(random.bytes(32))))).toBe(true)
})

test('what names a key of small order is refused: with such a key nobody has to have signed', async () => {
  const [key, signature] = [new Uint8Array(32), new Uint8Array(64)]
  // The point that adds nothing, as key and in the signature: the equation holds for any text.
  key[0] = 1
  signature[0] = 1
  const sealedKey = random.bytes(118)
  const { owner, space, body, ...header } = { ...drawHeader(), device: key }
  const stated = encodeCbor([owner, space, 0, key, await sha256(sealedKey), signature])
  const blob = encodeCbor([owner, body, key, 5, signature])
  const record = encodeCbor([...fieldsOf({ owner, space, body, ...header }), signature])
  const receipt = encodeCbor(['kept', owner, body, 5, 6, signature])
  expect(await refused(readSpaceStatement(stated, sealedKey))).toBe(true)
  expect(await refused((async () => readBlobStatement(blob))())).toBe(true)
  expect(await refused((async () => readHeader(record))())).toBe(true)
  expect(await refused((async () => readReceipt(receipt, key))())).toBe(true)
})

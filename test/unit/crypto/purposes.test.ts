import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { verifyHeader } from '../../../src/server/content/verify-header.ts'
import { accountIdOf } from '../../../src/shared/crypto/account-id.ts'
import { readBlobStatement } from '../../../src/shared/crypto/blob-statement.ts'
import { requireCall } from '../../../src/shared/crypto/call-signature.ts'
import type { Cbor } from '../../../src/shared/crypto/cbor.ts'
import { encodeCbor } from '../../../src/shared/crypto/cbor.ts'
import { requireCredentials, requireRegistration } from '../../../src/shared/crypto/credentials.ts'
import { readCertificate } from '../../../src/shared/crypto/device-certificate.ts'
import { followIdentity } from '../../../src/shared/crypto/identity.ts'
import { requireLogin } from '../../../src/shared/crypto/login-signature.ts'
import { fieldsOf, parseHeader } from '../../../src/shared/crypto/record-header.ts'
import { readReceipt } from '../../../src/shared/crypto/server-receipt.ts'
import type { Purpose } from '../../../src/shared/crypto/signature.ts'
import { publicKeyOf, requireSigned, sign } from '../../../src/shared/crypto/signature.ts'
import { readSpaceStatement } from '../../../src/shared/crypto/space-statement.ts'
import { sha256 } from '../../../src/shared/crypto/web-crypto.ts'
import { seededRandom } from '../../fixtures/seeded-random.ts'
import { refused } from './refused.ts'

const random = seededRandom('purposes')
const seed = random.bytes(32)
const key = publicKeyOf(seed)
const account = await accountIdOf(key)
const [a, b, c] = [random.bytes(32), random.bytes(32), random.bytes(32)]
const space = random.bytes(16)
const origin = 'https://photos.example'

const credentials = {
  version: 0,
  salt: random.bytes(16),
  signInKey: a,
  recoveryKey: b,
  passwordWrap: random.bytes(118),
  recoveryWrap: random.bytes(118),
  kitWrap: random.bytes(118),
}
const digest = await sha256(encodeCbor(Object.values(credentials)))
const header = [account, space, a, key, 1, new Uint8Array(32), 4, 0, 0, new Uint8Array(32), 5, [b], [c]]

const signed = (fields: readonly Cbor[], as: Purpose) => encodeCbor([...fields, sign(seed, as, fields)])

/** Whoever accepts a signature for a purpose, shown one of the right form that was made `as` another. */
const readers: Record<Purpose, Record<string, (as: Purpose) => Promise<unknown>>> = {
  'is1/identity': {
    client: (as) => followIdentity(account, [signed([account, 0, key, b], as)]),
  },
  'is1/device': {
    client: async (as) => readCertificate(signed([account, a, 'Studio', 5], as), account, key),
  },
  'is1/registration': {
    server: (as) => {
      const fields = [origin, a, b, c, space, digest]
      const of = { origin, challenge: a, emailHash: b, statement: c, certificate: space, credentials }
      return requireRegistration(key, of, sign(seed, as, fields))
    },
  },
  'is1/login': {
    server: async (as) => {
      const of = { origin, challenge: a, emailHash: b, device: c }
      return requireLogin(key, of, sign(seed, as, [origin, a, b, c]))
    },
  },
  'is1/credentials': {
    server: (as) =>
      requireCredentials(key, origin, account, credentials, sign(seed, as, [origin, account, digest])),
  },
  'is1/call': {
    server: async (as) => {
      const of = { origin, method: 'POST', path: '/', nonce: space, body: a }
      return requireCall(key, of, sign(seed, as, [origin, 'POST', '/', space, a]))
    },
  },
  'is1/space': {
    both: async (as) => readSpaceStatement(signed([account, space, 0, key, await sha256(a)], as), a),
  },
  'is1/record': {
    client: async (as) => {
      const read = parseHeader(signed(header, as))
      requireSigned(read.header.device, 'is1/record', fieldsOf(read.header), read.signature)
    },
    server: async (as) => verifyHeader(signed(header, as)),
  },
  'is1/blob': {
    both: async (as) => readBlobStatement(signed([account, a, key, 5], as)),
  },
  'is1/receipt': {
    client: async (as) => readReceipt(signed(['kept', account, a, 5, 6], as), key),
  },
  'is1/checkpoint': {
    // No client reads these yet.
    none: async (as) =>
      requireSigned(key, 'is1/checkpoint', [account, 5, a, 6], sign(seed, as, [account, 5, a, 6])),
  },
}
const purposes = Object.keys(readers) as Purpose[]
const pairs = purposes.flatMap((purpose) =>
  Object.entries(readers[purpose]).flatMap(([who, read]) =>
    purposes.map((as) => ({ purpose, who, read, as })),
  ),
)

test('a signature for one purpose is refused for every other, by whoever accepts that', async () => {
  const wrong: string[] = []
  for (const { purpose, who, read, as } of pairs)
    if ((await refused(read(as))) !== (as !== purpose)) wrong.push(`${as} as ${purpose} (${who})`)
  expect(wrong).toEqual([])
  expect(purposes).toHaveLength(11)
  expect(pairs).toHaveLength(12 * 11)
})

test('the page has one row for each purpose', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/crypto.md'), 'utf8')
  const rows = [...page.matchAll(/^\| `(is1\/[a-z]+)` \|/gm)].map(([, purpose]) => purpose)
  expect(rows.toSorted()).toEqual(purposes.toSorted())
})

import { describe, expect, test } from 'vitest'
import type { Call } from '../../../src/shared/crypto/call-signature.ts'
import { requireCall, signCall } from '../../../src/shared/crypto/call-signature.ts'
import type { Credentials, Registration } from '../../../src/shared/crypto/credentials.ts'
import {
  requireCredentials,
  requireRegistration,
  signCredentials,
  signRegistration,
} from '../../../src/shared/crypto/credentials.ts'
import type { Cbor } from '../../../src/shared/crypto/cbor.ts'
import { publicKeyOf, requireSigned, sign } from '../../../src/shared/crypto/signature.ts'
import { seededRandom } from '../../fixtures/seeded-random.ts'
import { refused } from './refused.ts'

const random = seededRandom('detached signatures')
const seed = random.bytes(32)
const key = publicKeyOf(seed)

const drawCredentials = (): Credentials => ({
  version: 3,
  salt: random.bytes(16),
  signInKey: random.bytes(32),
  recoveryKey: random.bytes(32),
  passwordWrap: random.bytes(118),
  recoveryWrap: random.bytes(118),
  kitWrap: random.bytes(118),
})
const call: Call = {
  origin: 'https://photos.example',
  method: 'DELETE',
  path: '/v1/devices/abc?x=1',
  nonce: random.bytes(16),
  body: random.bytes(32),
}
const credentials = drawCredentials()
const account = random.bytes(32)
const registration: Registration = {
  origin: 'https://photos.example',
  challenge: random.bytes(32),
  emailHash: random.bytes(32),
  statement: random.bytes(170),
  certificate: random.bytes(180),
  credentials,
}
const checkpoint = [random.bytes(32), 17, random.bytes(32), 1_763_800_000_000] as const

/** Every single field of credentials changed, and those exchanged that could be mistaken for each other. */
const otherCredentials: [what: string, changed: Credentials][] = [
  ...Object.entries(drawCredentials()).map(([name, value]): [string, Credentials] => [
    name,
    { ...credentials, [name]: name === 'version' ? 4 : value },
  ]),
  ...(
    [
      ['signInKey', 'recoveryKey'],
      ['passwordWrap', 'recoveryWrap'],
      ['passwordWrap', 'kitWrap'],
      ['recoveryWrap', 'kitWrap'],
    ] as const
  ).map(([one, other]): [string, Credentials] => [
    `${one} and ${other} exchanged`,
    { ...credentials, [one]: credentials[other], [other]: credentials[one] },
  ]),
  [
    'a byte moved from one wrap to the next',
    {
      ...credentials,
      passwordWrap: credentials.passwordWrap.slice(0, -1),
      recoveryWrap: Buffer.concat([credentials.passwordWrap.slice(-1), credentials.recoveryWrap]),
    },
  ],
]

interface Kind {
  sign(): Promise<Uint8Array>
  require(key: Uint8Array, signature: Uint8Array): Promise<void>
  /** The same signature held against something else. */
  others: [what: string, require: (signature: Uint8Array) => Promise<void>][]
}

const heldAgainst = {
  call: (changes: Partial<Call>) => async (signature: Uint8Array) =>
    requireCall(key, { ...call, ...changes }, signature),
  registration: (changes: Partial<Registration>) => (signature: Uint8Array) =>
    requireRegistration(key, { ...registration, ...changes }, signature),
  credentials: (origin: string, of: Uint8Array, changed: Credentials) => (signature: Uint8Array) =>
    requireCredentials(key, origin, of, changed, signature),
  checkpoint: (fields: readonly Cbor[]) => async (signature: Uint8Array) =>
    requireSigned(key, 'is1/checkpoint', fields, signature),
}
const [whose, sequence, hash, at] = checkpoint
const origin = 'https://photos.example'

const kinds: Record<string, Kind> = {
  'of a call': {
    sign: async () => signCall(seed, call),
    require: async (by, signature) => requireCall(by, call, signature),
    others: [
      ['another server', heldAgainst.call({ origin: 'https://photos.example.evil' })],
      ['another method', heldAgainst.call({ method: 'POST' })],
      ['a method in other letters', heldAgainst.call({ method: 'delete' })],
      ['another path', heldAgainst.call({ path: '/v1/devices/abd?x=1' })],
      ['another query', heldAgainst.call({ path: '/v1/devices/abc?x=2' })],
      ['no query', heldAgainst.call({ path: '/v1/devices/abc' })],
      ['another nonce', heldAgainst.call({ nonce: random.bytes(16) })],
      ['another body', heldAgainst.call({ body: random.bytes(32) })],
      [
        'a letter moved from the server to the method',
        heldAgainst.call({ origin: 'https://photos.exampl', method: 'eDELETE' }),
      ],
      [
        'a letter moved from the method to the path',
        heldAgainst.call({ method: 'DELET', path: 'E/v1/devices/abc?x=1' }),
      ],
    ],
  },
  'of a registration': {
    sign: () => signRegistration(seed, registration),
    require: (by, signature) => requireRegistration(by, registration, signature),
    others: [
      ['another server', heldAgainst.registration({ origin: 'http://photos.example' })],
      ['another challenge', heldAgainst.registration({ challenge: random.bytes(32) })],
      ['another address', heldAgainst.registration({ emailHash: random.bytes(32) })],
      [
        'challenge and address exchanged',
        heldAgainst.registration({
          challenge: registration.emailHash,
          emailHash: registration.challenge,
        }),
      ],
      ['another identity', heldAgainst.registration({ statement: random.bytes(170) })],
      ['another certificate', heldAgainst.registration({ certificate: random.bytes(180) })],
      [
        'identity and certificate exchanged',
        heldAgainst.registration({
          statement: registration.certificate,
          certificate: registration.statement,
        }),
      ],
      ...otherCredentials.map(([what, changed]): Kind['others'][number] => [
        `credentials: ${what}`,
        heldAgainst.registration({ credentials: changed }),
      ]),
    ],
  },
  'of credentials': {
    sign: () => signCredentials(seed, origin, account, credentials),
    require: (by, signature) => requireCredentials(by, origin, account, credentials, signature),
    others: [
      ['another server', heldAgainst.credentials('https://photos.example:8443', account, credentials)],
      ['another account', heldAgainst.credentials(origin, random.bytes(32), credentials)],
      ...otherCredentials.map(([what, changed]): Kind['others'][number] => [
        what,
        heldAgainst.credentials(origin, account, changed),
      ]),
    ],
  },
  'of a checkpoint': {
    sign: async () => sign(seed, 'is1/checkpoint', checkpoint),
    require: async (by, signature) => requireSigned(by, 'is1/checkpoint', checkpoint, signature),
    others: [
      ['another account', heldAgainst.checkpoint([random.bytes(32), sequence, hash, at])],
      ['another place', heldAgainst.checkpoint([whose, sequence + 1, hash, at])],
      ['another hash', heldAgainst.checkpoint([whose, sequence, random.bytes(32), at])],
      ['another time', heldAgainst.checkpoint([whose, sequence, hash, at + 1])],
      ['account and hash exchanged', heldAgainst.checkpoint([hash, sequence, whose, at])],
      ['place and time exchanged', heldAgainst.checkpoint([whose, at, hash, sequence])],
      ['a field less', heldAgainst.checkpoint([whose, sequence, hash])],
    ],
  },
}

describe.each(Object.entries(kinds))('a signature %s', (_name, kind) => {
  test('holds for what was signed', async () => {
    expect(await refused(kind.require(key, await kind.sign()))).toBe(false)
  })

  test('is refused after a change of any byte of it or of the key', async () => {
    const signature = await kind.sign()
    for (const bytes of [signature, key])
      for (let place = 0; place < bytes.length; place++) {
        const changed = bytes.slice()
        changed[place]! ^= 1 << (place % 8)
        const asked = bytes === key ? kind.require(changed, signature) : kind.require(key, changed)
        expect(await refused(asked), `${bytes === key ? 'key' : 'signature'}, byte ${place}`).toBe(true)
      }
    expect(await refused(kind.require(key, signature.slice(0, 63)))).toBe(true)
    expect(await refused(kind.require(key, Buffer.concat([signature, Uint8Array.of(0)])))).toBe(true)
  })

  test.each(kind.others)('is refused for %s', async (_what, require) => {
    expect(await refused(require(await kind.sign()))).toBe(true)
  })
})

test('what is too short or too long is not signed', async () => {
  expect(() => signCall(seed, { ...call, nonce: random.bytes(15) })).toThrow(RangeError)
  expect(() => signCall(seed, { ...call, body: random.bytes(33) })).toThrow(RangeError)
  await expect(signCredentials(seed, origin, random.bytes(31), credentials)).rejects.toThrow(RangeError)
  for (const changes of [
    { salt: random.bytes(15) },
    { signInKey: random.bytes(33) },
    { recoveryKey: random.bytes(0) },
  ])
    await expect(
      signCredentials(seed, origin, account, { ...credentials, ...changes }),
      Object.keys(changes)[0],
    ).rejects.toThrow(RangeError)
  for (const changes of [{ challenge: random.bytes(16) }, { emailHash: random.bytes(31) }])
    await expect(signRegistration(seed, { ...registration, ...changes })).rejects.toThrow(RangeError)
})

import fc from 'fast-check'
import { randomBytes } from 'node:crypto'
import { domainToASCII } from 'node:url'
import { expect, test } from 'vitest'
import { hashOfCode } from '../../../../src/server/accounts/codes.ts'
import { lookupOf } from '../../../../src/server/keys/sealed-email.ts'
import type { Cbor } from '../../../../src/shared/crypto/cbor.ts'
import { decodeCbor } from '../../../../src/shared/crypto/cbor.ts'
import type { Purpose } from '../../../../src/shared/crypto/signature.ts'
import { signedBytes } from '../../../../src/shared/crypto/signature.ts'
import { canonicalEmail } from '../../../../src/shared/space/email-address.ts'
import { anyTyped } from '../../../fixtures/typed-addresses.ts'

const keys = {
  signing: randomBytes(32),
  email: randomBytes(32),
  lookup: randomBytes(32),
  decoy: randomBytes(32),
}

/** Written down once more, by other means: when two addresses are one mailbox. */
function mailboxOf(typed: string): string {
  const [local = '', domain = ''] = typed.normalize('NFKC').toLowerCase().normalize('NFKC').trim().split('@')
  const host = domainToASCII(domain.replace(/\.$/, ''))
  if (host !== 'gmail.com' && host !== 'googlemail.com') return `${local}@${host}`
  return `${local.split('.').join('')}@gmail.com`
}

test('FI-12 two addresses are found under one look-up only when they are one mailbox', () => {
  const found = new Map<string, string>()
  let mailboxes = 0
  fc.assert(
    fc.property(anyTyped, (typed) => {
      const canonical = canonicalEmail(typed)
      if (canonical === null) return
      mailboxes++
      const lookup = lookupOf(keys, canonical).toString('hex')
      const mailbox = mailboxOf(typed)
      expect(found.get(lookup) ?? mailbox).toBe(mailbox)
      found.set(lookup, mailbox)
    }),
    { numRuns: 20_000 },
  )
  expect(new Set(found.values()).size).toBe(found.size)
  // Enough of them were addresses, and enough were one mailbox twice.
  expect(mailboxes).toBeGreaterThan(found.size)
  expect(found.size).toBeGreaterThan(500)
})

const purposes: Purpose[] = [
  'is1/blob',
  'is1/call',
  'is1/checkpoint',
  'is1/credentials',
  'is1/device',
  'is1/identity',
  'is1/login',
  'is1/receipt',
  'is1/record',
  'is1/registration',
  'is1/space',
]
const fields: fc.Arbitrary<Cbor[]> = fc.array(
  fc.oneof(
    fc.maxSafeNat(),
    fc.string({ unit: 'binary', maxLength: 40 }).filter((text) => text.isWellFormed()),
    fc.uint8Array({ maxLength: 64 }),
    fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 3 }),
  ),
  { maxLength: 8 },
)

test('FI-12 what is signed says its purpose and its fields, and nothing else has the same bytes', () => {
  fc.assert(
    fc.property(fc.constantFrom(...purposes), fields, (purpose, signed) => {
      expect(decodeCbor(signedBytes(purpose, signed))).toEqual([purpose, ...signed])
    }),
    { numRuns: 5_000 },
  )
})

test('FI-12 fields whose boundaries are shifted are signed as something else', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 2, maxLength: 200 }),
      fc.nat(),
      fc.nat(),
      fc.constantFrom(...purposes),
      (all, one, other, purpose) => {
        const split = (at: number) => [all.subarray(0, at), all.subarray(at)]
        const [first, second] = [one % all.length, other % all.length]
        fc.pre(first !== second)
        const texts = (at: number) => split(at).map((part) => Buffer.from(part).toString('latin1'))
        const seen = [
          signedBytes(purpose, split(first)),
          signedBytes(purpose, split(second)),
          signedBytes(purpose, texts(first)),
          signedBytes(purpose, texts(second)),
          signedBytes(purpose, [all]),
          signedBytes(purpose, [all, new Uint8Array(0)]),
          signedBytes(purpose, [split(first)]),
        ].map((bytes) => Buffer.from(bytes).toString('hex'))
        expect(new Set(seen).size).toBe(seen.length)
      },
    ),
    { numRuns: 5_000 },
  )
})

test('FI-12 a code of one challenge is not the code of another', () => {
  const seen = new Map<string, string>()
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.stringMatching(/^\d{6}$/),
      (challenge, code) => {
        const hash = hashOfCode(challenge, code).toString('hex')
        const of = `${Buffer.from(challenge).toString('hex')} ${code}`
        expect(seen.get(hash) ?? of).toBe(of)
        seen.set(hash, of)
      },
    ),
    { numRuns: 5_000 },
  )
})

import { expect, test } from 'vitest'
import { accountIdOf } from '../../../src/shared/crypto/account-id.ts'
import { decodeCbor, encodeCbor } from '../../../src/shared/crypto/cbor.ts'
import { certifyDevice, readCertificate } from '../../../src/shared/crypto/device-certificate.ts'
import {
  followIdentity,
  openIdentity,
  sealIdentity,
  stateGenesis,
  stateNext,
} from '../../../src/shared/crypto/identity.ts'
import type { Login } from '../../../src/shared/crypto/login-signature.ts'
import { requireLogin, signLogin } from '../../../src/shared/crypto/login-signature.ts'
import { recoveryKeyOfWords, wordsOfRecoveryKey } from '../../../src/shared/crypto/recovery-kit.ts'
import { publicKeyOf, sign } from '../../../src/shared/crypto/signature.ts'
import { NotAuthentic } from '../../../src/shared/crypto/web-crypto.ts'
import { seededRandom } from '../../fixtures/seeded-random.ts'

const random = seededRandom('statements')
const secrets = () => ({ signing: random.bytes(32), box: random.bytes(32) })

async function threeIdentities() {
  const keys = [secrets(), secrets(), secrets()]
  const account = await accountIdOf(publicKeyOf(keys[0]!.signing))
  const statements = [await stateGenesis(keys[0]!)]
  for (const next of [1, 2]) {
    const present = await followIdentity(account, statements)
    statements.push(stateNext(present, keys[next - 1]!.signing, keys[next]!))
  }
  return { account, keys, statements }
}

test('an identity is followed from the key that names the account', async () => {
  const { account, keys, statements } = await threeIdentities()
  const present = await followIdentity(account, statements)
  expect(present).toMatchObject({ number: 2, signingKey: publicKeyOf(keys[2]!.signing) })
  const sealed = await sealIdentity(new Uint8Array(32), present, keys[2]!, random)
  expect(await openIdentity(new Uint8Array(32), present, sealed)).toEqual(keys[2])
})

test('statements that lack one, are in another order, of another account or signed by a stranger are refused', async () => {
  const { account, keys, statements } = await threeIdentities()
  const [first, second, third] = statements as [Uint8Array, Uint8Array, Uint8Array]
  const other = await threeIdentities()
  const present = await followIdentity(account, [first])
  const byStranger = stateNext(present, secrets().signing, keys[1]!)
  // Another genesis key cannot claim the account, however well it signs.
  const [stranger, box] = [random.bytes(32), random.bytes(32)]
  const fields = [account, 0, publicKeyOf(stranger), box]
  const claimed = encodeCbor([...fields, sign(stranger, 'is1/identity', fields)])
  for (const chain of [
    [],
    [second],
    [first, third],
    [second, first],
    [first, first],
    [first, byStranger],
    [claimed],
    other.statements,
    [first, other.statements[1]!],
    [first.subarray(1)],
    [encodeCbor(['nothing'])],
  ])
    await expect(followIdentity(account, chain)).rejects.toThrow(NotAuthentic)
})

test('a device certificate counts for its account and identity key only, and none of its bytes can change', async () => {
  const identity = random.bytes(32)
  const device = {
    account: random.bytes(32),
    key: random.bytes(32),
    name: 'Studio',
    addedAt: 1_763_800_000_000,
  }
  const certificate = certifyDevice(identity, device)
  const signer = publicKeyOf(identity)
  expect(readCertificate(certificate, device.account, signer)).toEqual(device)
  expect(() => readCertificate(certificate, random.bytes(32), signer)).toThrow(NotAuthentic)
  expect(() => readCertificate(certificate, device.account, publicKeyOf(random.bytes(32)))).toThrow(
    NotAuthentic,
  )
  for (let at = 0; at < certificate.length; at++) {
    const changed = certificate.slice()
    changed[at]! ^= 1
    expect(() => readCertificate(changed, device.account, signer), `byte ${at}`).toThrow(NotAuthentic)
  }
})

test('a login is good for its server, challenge, address and computer only', () => {
  const seed = random.bytes(32)
  const login: Login = {
    origin: 'https://photos.example',
    challenge: random.bytes(32),
    emailHash: random.bytes(32),
    device: random.bytes(32),
  }
  const signature = signLogin(seed, login)
  const key = publicKeyOf(seed)
  requireLogin(key, login, signature)
  for (const changes of [
    { origin: 'https://photos.example.evil' },
    { challenge: random.bytes(32) },
    { emailHash: random.bytes(32) },
    { device: random.bytes(32) },
  ])
    expect(() => requireLogin(key, { ...login, ...changes }, signature)).toThrow(NotAuthentic)
  // A key of small order would "sign" anything.
  const smallOrder = new Uint8Array(32)
  smallOrder[0] = 1
  expect(() => requireLogin(smallOrder, login, new Uint8Array(64))).toThrow(NotAuthentic)
})

test.each([
  ['a number written longer than it must be', '1817'],
  ['a text of unknown length', '7f6161ff'],
  ['a map with its keys in the other order', 'a2616202616101'],
  ['a map with a key twice', 'a2616101616102'],
  ['half a float', 'f93e00'],
  ['undefined', 'f7'],
  ['a tag', 'c101'],
  ['two values', '0102'],
  ['nothing', ''],
  ['a text that is cut', '6261'],
  ['bytes that are no text', '61ff'],
])('CBOR with %s is refused', (_what, hex) => {
  expect(() => decodeCbor(Buffer.from(hex, 'hex'))).toThrow()
})

test('CBOR comes back as it was', () => {
  const value = { b: [1, -1, 2 ** 40, null, true], a: new Uint8Array([1, 2]), c: '写真' }
  expect(decodeCbor(encodeCbor(value))).toEqual(value)
})

test('a recovery kit with a wrong word, or two words swapped, is noticed', () => {
  const key = new Uint8Array(32).map((_, at) => at * 7)
  const words = wordsOfRecoveryKey(key)
  expect(words).toHaveLength(24)
  expect(recoveryKeyOfWords(words.join('  '))).toEqual(key)
  expect(recoveryKeyOfWords(['photo', ...words.slice(1)].join(' '))).toBeNull()
  expect(recoveryKeyOfWords([words[1], words[0], ...words.slice(2)].join(' '))).toBeNull()
  expect(recoveryKeyOfWords(words.slice(0, 12).join(' '))).toBeNull()
  expect(recoveryKeyOfWords('')).toBeNull()
})

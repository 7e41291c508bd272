import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { AccountSecrets } from '../../../src/main/space/vault/account-secrets.ts'
import type { Keychain } from '../../../src/main/space/vault/keychain.ts'
import { openVault } from '../../../src/main/space/vault/vault.ts'
import type { Vault } from '../../../src/main/space/vault/vault.ts'
import { readVaultFile, writeVaultFile } from '../../../src/main/space/vault/vault-file.ts'
import type { VaultFile } from '../../../src/main/space/vault/vault-file.ts'
import { VaultDamaged, WrongPassword } from '../../../src/main/space/vault/vault-refusals.ts'
import { vaultKeyOfPassword } from '../../../src/shared/crypto/password.ts'
import { label } from '../../fixtures/is1/reference.ts'
import { seededRandom } from '../../fixtures/seeded-random.ts'

// With the password as lock; test/integration/space/keychain.test.ts has the keychain's.
const random = seededRandom('vault')
const PASSWORD = 'correct horse battery staple'

/** A computer that has none. */
const noKeychain: Keychain = {
  state: async () => ({ missing: 'none here' }),
  read: () => Promise.reject(new Error('there is no keychain')),
  write: () => Promise.reject(new Error('there is no keychain')),
  remove: () => Promise.reject(new Error('there is no keychain')),
}

function library() {
  const folder = mkdtempSync(join(tmpdir(), 'image-space-vault-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'account.json')
  return {
    folder,
    path,
    text: () => readFileSync(path, 'utf8'),
    /** As another start of the program. @param typed what is answered, in order */
    open: (...typed: string[]) =>
      openVault(folder, async () => typed.shift() ?? unasked(), random, noKeychain),
    forge(changes: Partial<VaultFile>) {
      writeVaultFile(path, { ...readVaultFile(path)!, ...changes } as VaultFile) // The lock stays what it is.
    },
  }
}

function unasked(): never {
  throw new Error('nobody should be asked')
}

function secrets(token: string | null = 'token-1'): AccountSecrets {
  return {
    origin: 'https://photos.example',
    account: random.bytes(32),
    rootKey: random.bytes(32),
    deviceSeed: random.bytes(32),
    token,
  }
}

function saltOf(path: string): string | null {
  const file = readVaultFile(path)
  return file?.lock === 'password' ? file.salt : null
}

const refusalOf = (vault: Vault): Promise<unknown> =>
  vault.read().then(
    () => null,
    (error: unknown) => error,
  )

test('the key of a password is the one that docs/crypto.md says', async () => {
  const stretched = random.bytes(64)
  expect(Buffer.from(await vaultKeyOfPassword(stretched))).toEqual(label(stretched, 'is1/vault'))
})

test('what was written is read after a restart, with the password asked for once', async () => {
  const { folder, open } = library()
  const before = open()
  expect(await before.read()).toBeNull()
  expect(before.lock).toBeNull()

  const kept = secrets()
  const first = open(PASSWORD)
  await first.write(kept)
  expect(await first.read()).toEqual(kept)
  expect(first.lock).toBe('password')

  const next = open(PASSWORD)
  expect(next.lock).toBe('password')
  expect(await next.read()).toEqual(kept)
  const renewed = { ...kept, token: null }
  await next.write(renewed)
  expect(await next.read()).toEqual(renewed)
  expect(await open(PASSWORD).read()).toEqual(renewed)
  expect(readdirSync(folder)).toEqual(['account.json'])
})

test('the file names the place and shows no secret, and only its owner can read it', async () => {
  const { open, path, text } = library()
  const kept = secrets('a-token-that-nobody-sees')
  await open(PASSWORD).write(kept)
  expect(JSON.parse(text())).toEqual({
    format: 1,
    origin: kept.origin,
    account: Buffer.from(kept.account).toString('hex'),
    lock: 'password',
    salt: expect.stringMatching(/^[0-9a-f]{32}$/),
    version: 1,
    sealed: expect.any(String),
    sum: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  const sealed = Buffer.from(readVaultFile(path)!.sealed, 'base64')
  for (const secret of [kept.rootKey, kept.deviceSeed, Buffer.from(kept.token!)]) {
    expect(sealed.includes(Buffer.from(secret))).toBe(false)
    for (const encoding of ['hex', 'base64', 'latin1'] as const)
      expect(text()).not.toContain(Buffer.from(secret).toString(encoding))
  }
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('a wrong password is refused and can be followed by the right one', async () => {
  const { open, text } = library()
  const kept = secrets()
  await open(PASSWORD).write(kept)
  const before = text()
  const vault = open('correct horse battery stable', PASSWORD)
  expect(await refusalOf(vault)).toBeInstanceOf(WrongPassword)
  expect(text()).toBe(before)
  expect(await vault.read()).toEqual(kept)
})

test('a file with any byte changed is damaged, not a wrong password, and signing in replaces it', async () => {
  const { open, path, text } = library()
  const kept = secrets()
  await open(PASSWORD).write(kept)
  const good = readFileSync(path)
  for (let at = 0; at < good.length - 1; at++) {
    const bad = Buffer.from(good)
    bad[at]! ^= 1
    writeFileSync(path, bad)
    expect(await refusalOf(open()), `byte ${at}`).toBeInstanceOf(VaultDamaged)
  }
  writeFileSync(path, good.subarray(0, 100))
  const vault = open(PASSWORD)
  expect(String(await refusalOf(vault))).toContain(`${path} is damaged`)
  expect(vault.lock).toBeNull()
  expect(text()).toBe(good.subarray(0, 100).toString())
  await vault.write(kept)
  expect(await open(PASSWORD).read()).toEqual(kept)
})

test('a file that was made to name another account, origin or version does not open', async () => {
  const { forge, open, path } = library()
  const kept = secrets()
  await open(PASSWORD).write(kept)
  const vault = open(PASSWORD, PASSWORD)
  await vault.read()
  const good = readVaultFile(path)!

  forge({ account: 'ab'.repeat(32) })
  expect(await refusalOf(vault)).toBeInstanceOf(WrongPassword)
  writeVaultFile(path, good)
  forge({ version: 2 })
  expect(await refusalOf(vault)).toBeInstanceOf(VaultDamaged)
  writeVaultFile(path, good)
  forge({ origin: 'https://elsewhere.example' })
  expect(await refusalOf(vault)).toBeInstanceOf(VaultDamaged)
  writeVaultFile(path, good)
  expect(await vault.read()).toEqual(kept)
})

test('another account replaces the first under a key of its own', async () => {
  const { open, path } = library()
  const vault = open(PASSWORD, 'another password')
  await vault.write(secrets())
  const first = saltOf(path)
  const other = secrets()
  await vault.write(other)
  expect(saltOf(path)).not.toBe(first)
  expect(await open('another password').read()).toEqual(other)
})

test('the version rises with each write, also of writes at once', async () => {
  const { open, path } = library()
  const kept = secrets()
  const vault = open(PASSWORD)
  const versions: number[] = []
  const write = async (token: string) => {
    await vault.write({ ...kept, token })
    versions.push(readVaultFile(path)!.version)
  }
  await write('one')
  await Promise.all([write('two'), write('three'), write('four')])
  expect(versions).toEqual([1, 2, 3, 4])
  const next = open(PASSWORD)
  expect(await next.read()).toEqual({ ...kept, token: 'four' })
  await next.write(kept)
  expect(readVaultFile(path)!.version).toBe(5)
})

test('a crash before the new file took its place leaves the old one, and the next write succeeds', async () => {
  const { folder, open, path, text } = library()
  const kept = secrets()
  await open(PASSWORD).write(kept)
  writeFileSync(`${path}.${process.pid}.tmp`, text().slice(0, 200), { mode: 0o600 })
  const vault = open(PASSWORD)
  expect(await vault.read()).toEqual(kept)
  await vault.write({ ...kept, token: 'token-2' })
  expect(await open(PASSWORD).read()).toEqual({ ...kept, token: 'token-2' })
  expect(readdirSync(folder)).toEqual(['account.json'])
})

test('nothing of it is left after a removal, whatever was under way', async () => {
  const { folder, open, path, text } = library()
  const kept = secrets()
  const vault = open(PASSWORD)
  await vault.write(kept)
  writeFileSync(`${path}.1.tmp`, text())
  writeFileSync(join(folder, 'settings.json'), '{}')
  await Promise.all([vault.write(kept), vault.remove()])
  expect(readdirSync(folder)).toEqual(['settings.json'])
  expect(await vault.read()).toBeNull()
  expect(vault.lock).toBeNull()
})

import { createHash, randomBytes } from 'node:crypto'
import sodium from 'libsodium-wrappers'
import { BLOB_CHUNK, blobRoles, SealedBlob } from '../src/shared/crypto/sealed-blob.ts'
import { sealChunks } from '../src/shared/crypto/seal-chunks.ts'
import { passwordBytes } from '../src/shared/crypto/password.ts'
import { stretchPassword } from '../src/main/crypto/stretch-password.ts'
import { compareRounds, median } from './lib/rounds.ts'

// npm run bench -- crypto: sealing an original and hashing what comes out, against libsodium's secretstream (WASM) doing the
// same; and how long a login's key derivation takes.

const LENGTH = 128 * BLOB_CHUNK
const plaintext = new Uint8Array(randomBytes(LENGTH))
const place = {
  owner: randomBytes(32),
  asset: randomBytes(16),
  role: blobRoles.original,
  plainLength: LENGTH,
}

async function seal(): Promise<void> {
  const blob = await SealedBlob.create(randomBytes(32), randomBytes(32), place)
  const hash = createHash('sha256')
  for await (const bytes of sealChunks(blob, chunks())) hash.update(bytes)
  hash.digest()
}

function* chunks(): Generator<Uint8Array> {
  for (let at = 0; at < LENGTH; at += BLOB_CHUNK) yield plaintext.subarray(at, at + BLOB_CHUNK)
}

async function secretstream(): Promise<void> {
  const key = sodium.crypto_secretstream_xchacha20poly1305_keygen()
  const { state, header } = sodium.crypto_secretstream_xchacha20poly1305_init_push(key)
  const hash = createHash('sha256').update(header)
  for (let at = 0; at < LENGTH; at += BLOB_CHUNK) {
    const chunk = plaintext.subarray(at, at + BLOB_CHUNK)
    hash.update(sodium.crypto_secretstream_xchacha20poly1305_push(state, chunk, null, 0))
  }
  hash.digest()
}

await sodium.ready
await seal()
console.log(`seal and hash ${LENGTH / 1e6} MB in chunks of 1 MiB`)
const isFaster = await compareRounds({
  items: LENGTH / 1e6,
  unit: 'MB',
  reach: 3,
  ours: { name: 'IS1B', run: seal },
  peer: { name: 'libsodium secretstream', run: secretstream },
})
const rates: number[] = []
for (let round = 0; round < 5; round++) {
  const cpu = process.cpuUsage()
  await seal()
  const { user, system } = process.cpuUsage(cpu)
  rates.push(LENGTH / (user + system))
}
const perCore = median(rates)
console.log(
  `per core: ${perCore.toFixed(0)} MB/s of CPU time (reach 200): reach: ${perCore >= 200 ? 'yes' : 'no'}`,
)

const logins: number[] = []
for (let round = 0; round < 5; round++) {
  const started = performance.now()
  await stretchPassword(passwordBytes('correct horse battery'), randomBytes(16))
  logins.push((performance.now() - started) / 1000)
}
const login = median(logins)
console.log(
  `login key derivation: ${login.toFixed(2)} s (reach 1.5 s): reach: ${login <= 1.5 ? 'yes' : 'no'}`,
)
process.exitCode = isFaster && perCore >= 200 && login <= 1.5 ? 0 : 1

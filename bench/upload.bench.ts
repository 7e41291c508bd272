import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  createReadStream,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Upload } from 'tus-js-client'
import { storeFiles } from '../src/main/blobs/store-files.ts'
import { storePreviews } from '../src/main/blobs/store-previews.ts'
import { TransferThread } from '../src/main/blobs/transfer-thread.ts'
import { systemRandom } from '../src/main/system.ts'
import { hexOf } from '../src/main/catalog/bytes.ts'
import type { ContentHash } from '../src/shared/ids.ts'
import { publicKeyOf } from '../src/shared/crypto/signature.ts'
import { api } from '../src/shared/space/api.ts'
import { Connection } from '../src/shared/space/client/connection.ts'
import { register } from '../src/shared/space/client/register.ts'
import { sendByFetch } from '../src/shared/space/client/send-by-fetch.ts'
import { newFile, newPhoto, openTemporaryLibrary } from '../test/integration/catalog/open-library.ts'
import { compareRounds } from './lib/rounds.ts'
import { startApart } from './lib/start-apart.ts'

// npm run bench -- upload: a library's originals and previews to its space, read, checked, sealed, hashed, synced and with
// receipts, against tus-js-client as it is, without any of that, to a stock tus server.

const FILES = 80
const FILE_BYTES = 25 << 20
const PREVIEWS = 10_000
const PEER_PREVIEWS = 250
const PREVIEW_BYTES = 18_000
const AT_ONCE = 4

const folder = mkdtempSync(join(tmpdir(), 'image-space-bench-upload-'))
chmodSync(folder, 0o711)
const originals = join(folder, 'originals')
mkdirSync(originals)
const sha256: ContentHash[] = []
for (let at = 0; at < FILES; at++) {
  const bytes = randomBytes(FILE_BYTES)
  writeFileSync(join(originals, `${at}.nef`), bytes)
  sha256.push(hexOf(createHash('sha256').update(bytes).digest()))
}

const server = await startApart('load-server.ts', folder)
const peer = await startApart('tus-peer.ts', folder)
const connection = new Connection(server.origin, sendByFetch, systemRandom)
const tools = { connection, stretch: async () => systemRandom.bytes(64), random: systemRandom, now: Date.now }
const { key } = await connection.ask(api.server.describe, {})
const { member } = await register(tools, {
  ...{ email: 'upload@bench.example', password: 'x'.repeat(12), language: 'en', deviceName: 'Bench' },
  askCode: () => Promise.reject(new Error('no code')),
})
const target = { origin: server.origin, session: member.session, serverKey: key }
const library = await openTemporaryLibrary()
const { catalog, volumeId } = library
await catalog.sync.join(
  { server: hexOf(key), account: hexOf(member.session.account), space: '00'.repeat(16), sealedKey: null },
  hexOf(publicKeyOf(member.session.deviceSeed)),
)
const volumes = {
  resolve: (_volume: unknown, _folder: string, name: string) => join(originals, name),
  connected: () => [volumeId],
}
const preview = randomBytes(PREVIEW_BYTES)
const previews = {
  whole: () => Promise.resolve({ mimeType: 'image/webp' as const, width: 512, height: 341, bytes: preview }),
}
const parts = {
  blobs: catalog.blobs,
  volumes,
  previews,
  random: systemRandom,
  transfers: new TransferThread(),
}
const delay = monitorEventLoopDelay({ resolution: 5 })
let round = 0

/** Uploads that nobody made before: of the same files, in another place of the library. */
async function anew(count: number, hasPreview: boolean): Promise<void> {
  round++
  const photos = Array.from({ length: count }, (_, at) =>
    newPhoto([
      newFile(volumeId, `${at % FILES}.nef`, {
        ...{
          folder: `round ${round}/${Math.floor(at / FILES)}`,
          bytes: FILE_BYTES,
          sha256: sha256[at % FILES]!,
        },
      }),
    ]),
  )
  const ids = await catalog.addPhotos(photos)
  if (hasPreview)
    await catalog.setPictures(
      ids.map((photoId) => ({
        photoId,
        width: 512,
        height: 341,
        colour: 0,
        hasPreview: true,
        problem: null,
      })),
    )
}

async function requireAll(left: Promise<unknown>): Promise<void> {
  const end = await left
  if (end !== null) throw new Error(`not all was stored: ${JSON.stringify(end)}`)
}

function send(body: () => Buffer | ReturnType<typeof createReadStream>): Promise<void> {
  return new Promise((resolve, reject) => {
    new Upload(body(), {
      ...{ endpoint: `${peer.origin}/files`, retryDelays: null, storeFingerprintForResuming: false },
      ...{ onSuccess: () => resolve(), onError: reject },
    }).start()
  })
}

async function peerSends(count: number, body: (at: number) => Buffer | ReturnType<typeof createReadStream>) {
  let next = 0
  const work = async () => {
    for (let at = next++; at < count; at = next++) await send(() => body(at))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}

async function clear(): Promise<void> {
  for (const name of readdirSync(join(folder, 'peer'))) rmSync(join(folder, 'peer', name))
}

const yes = () => true
const none = () => undefined
console.log(`${FILES} originals of ${FILE_BYTES / (1 << 20)} MiB`)
const files = await compareRounds({
  items: (FILES * FILE_BYTES) / 1e6,
  unit: 'MB',
  ours: {
    name: 'Image Space',
    before: () => anew(FILES, false),
    async run() {
      delay.enable()
      await requireAll(storeFiles(parts, target, yes, none))
      delay.disable()
    },
  },
  peer: {
    name: 'tus',
    before: clear,
    run: () => peerSends(FILES, (at) => createReadStream(join(originals, `${at}.nef`))),
  },
  reach: 0.9,
  rounds: 3,
})
const p99 = delay.percentile(99) / 1e6
console.log(`  delay of the engine's thread meanwhile: p99 ${p99.toFixed(1)} ms (reach 30 ms)`)

console.log(`${PREVIEWS} grid previews`)
const packed = await compareRounds({
  items: { ours: PREVIEWS, peer: PEER_PREVIEWS },
  unit: 'previews',
  ours: {
    name: 'Image Space',
    before: () => anew(PREVIEWS, true),
    run: () => requireAll(storePreviews(parts, target, 'grid', yes, none)),
  },
  peer: { name: 'tus', before: clear, run: () => peerSends(PEER_PREVIEWS, () => preview) },
  reach: 40,
  rounds: 3,
})
await parts.transfers.stop()
await library.remove()
await peer.stop()
await server.stop()
rmSync(folder, { recursive: true, force: true })
process.exit(files && packed && p99 < 30 ? 0 : 1)

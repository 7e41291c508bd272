import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFromSpace } from '../../src/main/blobs/from-space.ts'
import { OriginalCache } from '../../src/main/blobs/original-cache.ts'
import { SpaceLink } from '../../src/main/blobs/space-link.ts'
import { storeFiles } from '../../src/main/blobs/store-files.ts'
import { hexOf } from '../../src/main/catalog/bytes.ts'
import { sealedLength } from '../../src/shared/crypto/sealed-blob.ts'
import { publicKeyOf } from '../../src/shared/crypto/signature.ts'
import type { ContentHash } from '../../src/shared/ids.ts'
import type { RandomSource } from '../../src/shared/random.ts'
import { api } from '../../src/shared/space/api.ts'
import { cuttingProxy } from '../integration/blobs/cutting-proxy.ts'
import { newFile, newPhoto, openTemporaryLibrary } from '../integration/catalog/open-library.ts'
import { openScratchServer, random, registerMember } from '../integration/server/scratch-server.ts'
import { queryAs } from '../integration/space/scratch-library.ts'

const LARGEST = 12 * 2 ** 20
/** As much may be sent again after an interruption. */
export const mostSentAgain = 8 * 2 ** 20

/** What came of many interruptions of uploads. */
export interface UploadCuts {
  cuts: number
  files: number
  /** Sent twice or more, for each interruption. */
  mostAgain: number
  /** Files that are not whole at the server, byte for byte. */
  wrong: string[]
  /** At the server: rows and files of uploads that lead to nothing, and blobs that nothing names. */
  orphans: number
}

/**
 * Uploads files through a line that breaks at random bytes, again and again, each time with nothing remembered but what
 * the catalog keeps.
 * @param seeded decides sizes and where the line breaks
 */
export async function cutUploads(cuts: number, seeded: RandomSource): Promise<UploadCuts> {
  const upTo = (most: number) => 1 + (Buffer.from(seeded.bytes(6)).readUIntBE(0, 6) % most)
  const server = await openScratchServer({ quotaBytes: 1e12 })
  const { port } = server.app.server.address() as AddressInfo // It listens on a port.
  const proxy = await cuttingProxy(port)
  const folder = mkdtempSync(join(tmpdir(), 'image-space-cuts-'))
  const library = await openTemporaryLibrary()
  const { catalog, volumeId } = library
  const { member } = await registerMember(server.tools())
  const { key } = await server.tools().connection.ask(api.server.describe, {})
  const joined = { server: hexOf<string>(key), account: hexOf<string>(member.session.account) }
  await catalog.sync.join(
    { ...joined, space: '00'.repeat(16), sealedKey: null },
    hexOf(publicKeyOf(member.session.deviceSeed)),
  )
  const volumes = {
    resolve: (_id: string, _folder: string, name: string) => join(folder, name),
    connected: () => [volumeId],
  }
  const target = { origin: proxy.origin, session: member.session, serverKey: key }
  const result: UploadCuts = { cuts: 0, files: 0, mostAgain: 0, wrong: [], orphans: 0 }
  try {
    while (result.cuts < cuts) {
      const name = `${++result.files}.nef`
      const content = randomBytes(upTo(LARGEST))
      writeFileSync(join(folder, name), content)
      const sha256 = createHash('sha256').update(content).digest('hex') as ContentHash // Of 64 hex digits.
      const ids = await catalog.addPhotos([
        newPhoto([newFile(volumeId, name, { folder: '', bytes: content.length, sha256 })]),
      ])
      const before = { passed: proxy.passed, cuts: result.cuts }
      // A program that has just begun, for each file.
      const link = new SpaceLink()
      for (;;) {
        proxy.cutAfter(result.cuts < cuts ? upTo(4 * 2 ** 20) : Infinity)
        const parts = { blobs: catalog.blobs, volumes, transfers: link.transfers, random }
        const end = await storeFiles(
          parts,
          target,
          () => true,
          () => undefined,
        )
        if (end === null) break
        if (end.kind !== 'trouble' || end.trouble.reason !== 'no-connection')
          throw new Error(JSON.stringify(end))
        result.cuts++
      }
      await link.close()
      const again = proxy.passed - before.passed - sealedLength(content.length)
      result.mostAgain = Math.max(result.mostAgain, again / Math.max(1, result.cuts - before.cuts))
      if (!(await isWhole(name))) result.wrong.push(name)
      rmSync(join(folder, name))

      async function isWhole(of: string): Promise<boolean> {
        const link = new SpaceLink()
        link.open({ ...target, origin: server.origin })
        const cache = new OriginalCache(join(folder, 'cache'), () => 0)
        const [file] = await catalog.filesOf(ids[0]!)
        const path = await createFromSpace({ blobs: catalog.blobs, link, cache }).original(file!)
        const same = readFileSync(path).equals(readFileSync(join(folder, of)))
        await link.close()
        return same
      }
    }
    const count = async (table: string) =>
      (await queryAs<{ n: number }>(server.database.urls.owner, `SELECT count(*)::int AS n FROM ${table}`))
        .rows[0]!.n
    const uploads = readdirSync(join(server.database.folder, 'blobs'), {
      recursive: true,
      encoding: 'utf8',
    }).filter(
      (path) =>
        path.includes('uploads') &&
        /[0-9a-f]{32}(\.json)?$/.test(path.split('/').at(-1)!) &&
        path.split('/').length > 2,
    )
    result.orphans = (await count('uploads')) + uploads.length + (await count('blobs')) - result.files
    return result
  } finally {
    proxy.close()
    await library.remove()
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCatalog } from '../../src/main/catalog/open-catalog.ts'
import type { AlbumId, ImportId } from '../../src/shared/ids.ts'
import { manyPhotos } from './many-photos.ts'

export const PHOTOS = Number(process.env['PHOTOS'] ?? 1_000_000)
const PER_IMPORT = 20_000
const BATCH = 1_000
const ALBUMS = 200
export const LARGE_ALBUM = albumOf(0)

export function filesOf(folder: string) {
  return { path: join(folder, 'catalog.db'), backups: join(folder, 'backups') }
}

/** A library of a million photos, 50 imports and 200 albums. Made once and kept; takes minutes. */
export async function millionLibrary(): Promise<string> {
  const folder = join(tmpdir(), 'image-space-bench', `million-${PHOTOS}`)
  if (existsSync(folder)) return folder
  console.log(`making ${folder}, once`)
  const unfinished = `${folder}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true })
  await make(unfinished)
  renameSync(unfinished, folder)
  return folder
}

function albumOf(number: number): AlbumId {
  return number.toString(16).padStart(32, '0') as AlbumId // 32 hex digits.
}

async function make(folder: string): Promise<void> {
  const { catalog } = await openCatalog(filesOf(folder))
  const volumeId = await catalog.volumeSeen({
    key: 'disk',
    name: 'Disk',
    mountPath: '/disk',
    fileSystem: 'ext4',
  })
  const started = performance.now()
  for (let first = 0; first < PHOTOS; first += PER_IMPORT) {
    const importId: ImportId = await catalog.importBegin({
      cardName: 'NIKON Z 8',
      cardPath: '/card',
      cardFingerprint: String(first),
      volumeId,
      options: null,
    })
    const photo = manyPhotos(volumeId, importId)
    let running: Promise<unknown> = Promise.resolve()
    for (let at = first; at < Math.min(PHOTOS, first + PER_IMPORT); at += BATCH) {
      const photos = Array.from({ length: BATCH }, (_, index) => photo(at + index))
      await running
      running = catalog.addPhotos(photos)
    }
    await running
    if (first % 100_000 === 0)
      console.log(`  ${first} photos, ${((performance.now() - started) / 1000).toFixed(0)} s`)
  }
  for (let number = 0; number < ALBUMS; number++) {
    const size = number === 0 ? Math.min(100_000, PHOTOS) : 500
    const slots = Array.from({ length: size }, (_, index) => (number * 4_999 + index * 7) % PHOTOS)
    await catalog.apply({ kind: 'album-create', id: albumOf(number), title: `Album ${number}` })
    await catalog.apply({ kind: 'album-add', id: albumOf(number), photos: { slots: [...new Set(slots)] } })
  }
  const slots = Array.from({ length: PHOTOS }, (_, slot) => slot)
  const pictures = slots.map((slot) => ({
    photoId: catalog.idOf(slot)!,
    width: slot % 5 === 0 ? 2 : 3,
    height: slot % 5 === 0 ? 3 : 2,
    colour: 0xff000000 + slot,
    hasPreview: true,
    problem: null,
  }))
  for (let at = 0; at < PHOTOS; at += 10_000) await catalog.setPictures(pictures.slice(at, at + 10_000))
  await catalog.close()
}

import { lstat } from 'node:fs/promises'
import type { CatalogFile } from '../catalog/catalog.ts'
import type { TreeDifference } from './compare-tree.ts'
import type { ContentHashes } from './content-hashes.ts'
import type { IndexDeps } from './index-folder.ts'
import type { IndexedFile, IndexedTree } from './indexed-tree.ts'

/**
 * Finds files that the catalog knows from a place where they no longer are: gone from this folder under any name, or
 * from anywhere under the same name. Their content decides; where it was never hashed, name, size and time.
 */
export async function recogniseMoved(
  tree: IndexedTree,
  difference: TreeDifference,
  hashes: ContentHashes,
  deps: IndexDeps,
): Promise<void> {
  const added = difference.files.filter((file) => file.known === null)
  const lost = Map.groupBy([...difference.gone, ...(await lostElsewhere(added, deps))], (file) => file.bytes)
  if (lost.size === 0) return
  const found = new Set<string>()
  for (const file of added) {
    const candidates = (lost.get(file.bytes) ?? []).filter((candidate) => !found.has(candidate.id))
    const origin = await originOf(file, candidates, hashes)
    if (!origin) continue
    found.add(origin.id)
    file.known = { ...origin, ...tree.placeOf(file), missing: false }
    await deps.catalog.updateFiles([
      { fileId: origin.id, place: tree.placeOf(file), mtime: file.mtime, missing: false },
    ])
  }
  difference.gone = difference.gone.filter((file) => !found.has(file.id))
}

async function originOf(
  file: IndexedFile,
  candidates: CatalogFile[],
  hashes: ContentHashes,
): Promise<CatalogFile | undefined> {
  const hashed = candidates.filter((candidate) => candidate.sha256 !== null)
  if (hashed.length > 0) {
    const content = await hashes.of(file.path)
    const same = hashed.filter((candidate) => candidate.sha256 === content)
    if (content !== null && same.length > 0)
      return same.find((candidate) => candidate.name === file.name) ?? same[0]
  }
  return candidates.find(
    (candidate) =>
      candidate.sha256 === null && candidate.name === file.name && candidate.mtime === file.mtime,
  )
}

const ASK_AT_ONCE = 1_000

/** Files of other folders with the name and size of an added one that are no longer where the catalog has them. */
async function lostElsewhere(added: IndexedFile[], deps: IndexDeps): Promise<CatalogFile[]> {
  const lost: CatalogFile[] = []
  for (let at = 0; at < added.length; at += ASK_AT_ONCE) {
    const asked = added.slice(at, at + ASK_AT_ONCE)
    const matches = await deps.catalog.findNames(asked.map(({ name, bytes }) => ({ name, bytes })))
    for (const [index, file] of asked.entries()) {
      for (const { photoId } of matches[index] ?? []) {
        const namesakes = (await deps.catalog.filesOf(photoId)).filter(
          (known) => known.name === file.name && known.bytes === file.bytes,
        )
        for (const known of namesakes) if (await isLost(known, deps)) lost.push(known)
      }
    }
  }
  return lost
}

/** True only when its volume is connected and it is not there. */
async function isLost(file: CatalogFile, deps: IndexDeps): Promise<boolean> {
  const path = deps.volumes.resolve(file.volumeId, file.folder, file.name)
  if (path === null) return false
  return lstat(path).then(
    () => false,
    (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT',
  )
}

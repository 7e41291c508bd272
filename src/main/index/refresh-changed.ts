import type { FileUpdate } from '../catalog/catalog.ts'
import type { KnownFile } from './compare-tree.ts'
import type { ContentHashes } from './content-hashes.ts'
import type { IndexDeps } from './index-folder.ts'

const AT_ONCE = 200

/** Reads files anew that another program rewrote. Their content is hashed: a new time alone changes nothing. */
export async function refreshChanged(
  changed: KnownFile[],
  hashes: ContentHashes,
  deps: IndexDeps,
): Promise<void> {
  for (let at = 0; at < changed.length; at += AT_ONCE) {
    const files = changed.slice(at, at + AT_ONCE)
    const read = await deps.metadata.readFast(files.map((file) => file.path))
    const updates: FileUpdate[] = []
    for (const [index, file] of files.entries()) {
      const content = await hashes.of(file.path)
      const fast = read[index]
      if (content === null || !fast) continue
      const same = content === file.known.sha256
      updates.push({
        fileId: file.known.id,
        bytes: file.bytes,
        mtime: file.mtime,
        ...(same
          ? {}
          : {
              sha256: content,
              metadata: fast.metadata,
              metadataComplete: fast.complete,
              embedded: fast.embedded,
            }),
      })
    }
    await deps.catalog.updateFiles(updates)
  }
}

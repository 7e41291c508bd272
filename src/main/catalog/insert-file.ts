import type { FileId } from '../../shared/ids.ts'
import { bytesOf, hashPrefix } from './bytes.ts'
import type { NewFile } from './catalog.ts'
import { metadataText } from './metadata-text.ts'
import { stageUnsentFile } from './sync/unsent.ts'
import type { Write } from './write-path.ts'

export function nextFile(write: Write): number {
  return write.statements<number>('SELECT ifnull(max(number) + 1, 1) FROM files').pluck().get() ?? 1
}

export function insertFile(
  write: Write,
  slot: number,
  number: number,
  file: NewFile,
  id: FileId,
  folder: number,
): void {
  const sha256 = file.sha256 === null ? null : bytesOf(file.sha256)
  write
    .statements(
      `INSERT INTO files (number, id, photo, role, folder, name, bytes, mtime, sha256, hash_prefix, xxh128, metadata,
         metadata_state, embedded) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      number,
      bytesOf(id),
      slot,
      file.role,
      folder,
      file.name,
      file.bytes,
      Math.round(file.mtime),
      sha256,
      sha256 && hashPrefix(sha256),
      file.xxh128 === null ? null : bytesOf(file.xxh128),
      file.metadata && metadataText(file.metadata),
      file.metadata === null ? 0 : file.metadataComplete ? 2 : 1,
      file.embedded && JSON.stringify(file.embedded),
    )
  stageUnsentFile(write, number)
}

import type { VolumeId } from '../../../shared/ids.ts'
import { newId } from '../../../shared/random.ts'
import { bytesOf, hexOf } from '../bytes.ts'
import type { Write } from '../write-path.ts'

/** Stands for all files that are on no volume of this computer, and for the copies that the space keeps. It is never mounted. */
const ELSEWHERE = 'image-space'

export function volumeElsewhere(write: Write): VolumeId {
  const id = write
    .statements<Uint8Array>(
      `INSERT INTO volumes (id, key, name, mount_path, file_system, last_seen_at) VALUES (?, ?, 'Image Space', '', NULL, ?)
       ON CONFLICT (key) DO UPDATE SET last_seen_at = excluded.last_seen_at RETURNING id`,
    )
    .pluck()
    .get(bytesOf(newId<VolumeId>(write.random)), ELSEWHERE, write.at)!
  return hexOf<VolumeId>(id)
}

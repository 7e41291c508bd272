import { newId } from '../../shared/random.ts'
import type { Clock, RandomSource } from '../../shared/random.ts'
import { AppError } from '../../shared/errors.ts'
import type { VolumeId } from '../../shared/ids.ts'
import { bytesOf, hexOf } from './bytes.ts'
import type { KnownVolume, SeenVolume } from './catalog.ts'
import type { Statements } from './statements.ts'

/** Numbers of volumes and folders, with all folders above each. */
export class Places {
  readonly #statements: Statements
  readonly #volumes = new Map<VolumeId, number>()
  readonly #folders = new Map<string, number>()

  constructor(statements: Statements) {
    this.#statements = statements
  }

  /** Forgets what a transaction that was rolled back may have added. */
  forget(): void {
    this.#volumes.clear()
    this.#folders.clear()
  }

  /** @throws AppError not-found */
  volumeNumber(id: VolumeId): number {
    const known = this.#volumes.get(id)
    if (known !== undefined) return known
    const row = this.#statements<{ number: number }>('SELECT number FROM volumes WHERE id = ?').get(
      bytesOf(id),
    )
    if (!row) throw new AppError('not-found', { what: 'The volume' })
    this.#volumes.set(id, row.number)
    return row.number
  }

  folderNumber(volumeId: VolumeId, path: string): number {
    const key = `${volumeId}/${path}`
    const known = this.#folders.get(key)
    if (known !== undefined) return known
    const volume = this.volumeNumber(volumeId)
    const row = this.#statements<{ number: number }>(
      'SELECT number FROM folders WHERE volume = ? AND path = ?',
    ).get(volume, path)
    const number = row?.number ?? this.#addFolder(volumeId, volume, path)
    this.#folders.set(key, number)
    return number
  }

  #addFolder(volumeId: VolumeId, volume: number, path: string): number {
    const parent =
      path === '' ? null : this.folderNumber(volumeId, path.slice(0, Math.max(0, path.lastIndexOf('/'))))
    const added = this.#statements('INSERT INTO folders (volume, parent, path) VALUES (?, ?, ?)')
    return Number(added.run(volume, parent, path).lastInsertRowid)
  }
}

export function rememberVolume(
  statements: Statements,
  seen: SeenVolume,
  clock: Clock,
  random: RandomSource,
): VolumeId {
  const upsert = statements<{ id: Uint8Array }>(
    `INSERT INTO volumes (id, key, name, mount_path, file_system, last_seen_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET
       name = excluded.name, mount_path = excluded.mount_path,
       file_system = excluded.file_system, last_seen_at = excluded.last_seen_at
     RETURNING id`,
  )
  const row = upsert.get(
    bytesOf(newId<VolumeId>(random)),
    seen.key,
    seen.name,
    seen.mountPath,
    seen.fileSystem,
    clock.now(),
  )
  return hexOf<VolumeId>(row!.id)
}

export function knownVolumes(statements: Statements): KnownVolume[] {
  return statements<{ id: Uint8Array; key: string; name: string; mount_path: string; last_seen_at: number }>(
    // What stands for the image space is no disk that could be connected.
    "SELECT id, key, name, mount_path, last_seen_at FROM volumes WHERE key <> 'image-space' ORDER BY number",
  )
    .all()
    .map((row) => ({
      id: hexOf<VolumeId>(row.id),
      key: row.key,
      name: row.name,
      mountPath: row.mount_path,
      lastSeenAt: row.last_seen_at,
    }))
}

import type { VolumeId } from '../../shared/ids.ts'
import type { Volume } from '../../shared/import.ts'

/** Which file systems are connected, where, and which of them are cards. */
export interface VolumeService {
  list(): Promise<Volume[]>
  /** The volume that holds an existing path, and the path's place on it (`/` between names, '' the root). */
  locate(path: string): Promise<{ volumeId: VolumeId; mountPath: string; relative: string }>
  /** Absolute path of a place, or null while its volume is unplugged. */
  resolve(volumeId: VolumeId, folder: string, name: string): string | null
  /** Those that are connected, as of the last look: no disk is asked, since one may not answer. */
  connected(): VolumeId[]
  /** Calls back with all volumes when one comes or goes. */
  onChange(listener: (volumes: Volume[]) => void): () => void
  /** @throws AppError eject-failed, with the reason the system gives */
  eject(volumeId: VolumeId): Promise<void>
  close(): Promise<void>
}

import type { PhotoFile } from '../../shared/photo.ts'

export interface VolumeCopies {
  readonly name: string
  readonly connected: boolean
  /** When the copy that was read back longest ago was; null when one was never read back. */
  readonly verifiedAt: number | null
  /** It is the image space, which has receipted them. */
  readonly isSpace: boolean
}

/** The volumes that hold the photo's files. A volume is no better than its worst file. */
export function copiesByVolume(files: readonly PhotoFile[]): VolumeCopies[] {
  const volumes = new Map<string, VolumeCopies>()
  for (const copy of files.flatMap((file) => file.copies)) {
    const known = volumes.get(copy.volumeId)
    const verifiedAt =
      known === undefined || known.verifiedAt === null || copy.verifiedAt === null
        ? known === undefined
          ? copy.verifiedAt
          : null
        : Math.min(known.verifiedAt, copy.verifiedAt)
    const isSpace = (known?.isSpace ?? true) && copy.method === 'receipt'
    volumes.set(copy.volumeId, { name: copy.volumeName, connected: copy.connected, verifiedAt, isSpace })
  }
  return [...volumes.values()]
}

import { join } from 'node:path'

/** Absolute path of a place on a volume that is, or was last, mounted there. */
export function placePath(mountPath: string, folder: string, name: string): string {
  return join(mountPath, ...folder.split('/'), name)
}

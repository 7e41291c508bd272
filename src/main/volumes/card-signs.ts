import { readdir } from 'node:fs/promises'

/** Folders a camera makes at the top of its card (DCF: DCIM; AVCHD and XDCAM: PRIVATE, AVCHD, XDROOT, CONTENTS). */
const SIGNS = new Set(['dcim', 'private', 'avchd', 'avf_info', 'xdroot', 'mp_root'])

/** Whether the top of a volume or folder looks like a camera wrote it. */
export async function looksLikeCard(path: string): Promise<boolean> {
  try {
    const entries = await readdir(path, { withFileTypes: true })
    return entries.some((entry) => entry.isDirectory() && SIGNS.has(entry.name.toLowerCase()))
  } catch {
    // Not readable: nothing can be imported from it either.
    return false
  }
}

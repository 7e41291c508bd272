import { constants } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { c4Of } from './digest-formats.ts'
import { invalid, readChain, readManifest, type ReadManifest } from './mhl-read.ts'
import { CHAIN_FILE, MANIFEST_FOLDER, type ChainLink } from './mhl-write.ts'

/** About a million files in one manifest. */
const LARGEST = 400 * 1024 * 1024

/** Manifest files of a folder that are in its chain, oldest first. */
export interface History {
  links: ChainLink[]
  /** Manifests that lie in the folder without being in the chain. */
  unchained: string[]
}

/** Null where the folder has no manifests. @throws AppError manifest-invalid */
export async function readHistory(folder: string): Promise<History | null> {
  const names = await readdir(join(folder, MANIFEST_FOLDER)).catch((error: unknown) => {
    if (isMissing(error)) return null
    throw error
  })
  if (!names) return null
  const manifests = names.filter((name) => name.endsWith('.mhl') && !name.startsWith('.'))
  if (!names.includes(CHAIN_FILE)) {
    if (manifests.length === 0) return null
    // The first manifest lies alone between its own placing and that of its chain. More than one never do.
    if (manifests.length === 1 && manifests[0]!.startsWith('0001_'))
      return { links: [], unchained: manifests }
    throw invalid(CHAIN_FILE, 'it is missing')
  }
  const links = readChain((await readRegularFile(folder, CHAIN_FILE)).toString('utf8'), CHAIN_FILE)
  const chained = new Set(links.map((link) => link.path))
  return { links, unchained: manifests.filter((name) => !chained.has(name)) }
}

/** One manifest of the chain, proven to be the file that the chain names. @throws AppError manifest-invalid */
export async function readLink(folder: string, link: ChainLink): Promise<ReadManifest> {
  const bytes = await readRegularFile(folder, link.path)
  if (c4Of(bytes) !== link.c4) throw invalid(link.path, 'it was changed after it was written')
  if (Number.parseInt(link.path, 10) !== link.sequence)
    throw invalid(link.path, 'its number is not that of the chain')
  return readManifest(bytes.toString('utf8'), link.path)
}

/** A manifest may come from anywhere: no links, no devices, nothing that would fill memory. */
export async function readRegularFile(folder: string, name: string): Promise<Buffer> {
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
  const file = await open(join(folder, MANIFEST_FOLDER, name), flags).catch((error: unknown) => {
    throw invalid(name, isMissing(error) ? 'it is missing' : String(error))
  })
  try {
    const stat = await file.stat()
    if (!stat.isFile() || stat.size > LARGEST) throw invalid(name, 'it is no file of a sensible size')
    return await file.readFile()
  } finally {
    await file.close()
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}

import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ErrorNotice } from '../../../shared/errors.ts'
import { isIgnoredName } from '../../grouping/ignored-names.ts'
import { isHousekeeping } from './housekeeping.ts'

/** A regular file on a card, as its folder lists it. */
export interface CardFile {
  /** Relative to the card, `/` between names, '' the card itself. */
  folder: string
  name: string
  bytes: number
  /** Milliseconds, integral. */
  mtime: number
}

export interface Skipped {
  path: string
  error: ErrorNotice
}

export interface CardListing {
  files: CardFile[]
  /** Entries that may matter and cannot be taken: links, devices, unreadable names and folders. */
  skipped: Skipped[]
}

/** Deeper than any camera or program nests, shallower than any stack. */
const DEEPEST = 64

/**
 * Lists a card without following links and without opening a file. DCIM comes first, then other folders, each in the
 * order of names. Hidden files and what systems and cameras keep for themselves are left out.
 */
export async function walkCard(root: string): Promise<CardListing> {
  const listing: CardListing = { files: [], skipped: [] }
  await walkFolder(root, '', 0, listing)
  return listing
}

async function walkFolder(root: string, folder: string, depth: number, listing: CardListing): Promise<void> {
  const path = join(root, folder)
  const entries = await readdir(path, { withFileTypes: true, encoding: 'buffer' }).catch((error: unknown) => {
    if (depth === 0) throw error
    listing.skipped.push({ path: folder, error: readFailed(folder, error) })
    return []
  })
  const folders: string[] = []
  const names: string[] = []
  for (const entry of entries) {
    const name = entry.name.toString('utf8')
    if (isIgnoredName(name)) continue
    const place = folder === '' ? name : `${folder}/${name}`
    if (!Buffer.from(name, 'utf8').equals(entry.name)) {
      listing.skipped.push({ path: place, error: { code: 'name-not-text', params: { name: place } } })
    } else if (entry.isDirectory()) {
      if (depth < DEEPEST) folders.push(name)
      else listing.skipped.push({ path: place, error: { code: 'name-too-long', params: { name: place } } })
    } else if (entry.isFile()) {
      if (!isHousekeeping(folder, name)) names.push(name)
    } else {
      listing.skipped.push({ path: place, error: { code: 'not-a-regular-file', params: { path: place } } })
    }
  }
  listing.files.push(...(await statFiles(path, folder, names.sort(byName), listing.skipped)))
  for (const name of folders.sort(depth === 0 ? dcimFirst : byName)) {
    await walkFolder(root, folder === '' ? name : `${folder}/${name}`, depth + 1, listing)
  }
}

async function statFiles(
  path: string,
  folder: string,
  names: string[],
  skipped: Skipped[],
): Promise<CardFile[]> {
  const stats = await Promise.all(
    names.map((name) =>
      lstat(join(path, name)).catch((error: unknown) => {
        const place = folder === '' ? name : `${folder}/${name}`
        skipped.push({ path: place, error: readFailed(place, error) })
        return null
      }),
    ),
  )
  return stats.flatMap((stat, index) =>
    stat?.isFile()
      ? [{ folder, name: names[index]!, bytes: stat.size, mtime: Math.trunc(stat.mtimeMs) }]
      : [],
  )
}

function readFailed(path: string, error: unknown): ErrorNotice {
  return { code: 'read-failed', params: { path, reason: reasonOf(error) } }
}

/** The system's short word for a failure, such as `EIO`. */
export function reasonOf(error: unknown): string {
  if (error instanceof Error) return 'code' in error ? String(error.code) : error.message
  return String(error)
}

function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function dcimFirst(a: string, b: string): number {
  return Number(b.toUpperCase() === 'DCIM') - Number(a.toUpperCase() === 'DCIM') || byName(a, b)
}

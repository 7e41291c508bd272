import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { DigestFormat } from './digest-formats.ts'
import { readHistory, readLink } from './history.ts'
import { invalid } from './mhl-read.ts'
import { CHAIN_FILE, type ChainLink, MANIFEST_FOLDER } from './mhl-write.ts'

/** What all manifests at and below a folder say, as one. */
export interface ListedTree {
  /** Path relative to the folder -> what the file must be. */
  files: Map<string, { bytes: number | null; digests: { format: DigestFormat; digest: string }[] }>
  /** Ignore patterns that hold for a path: those of the nearest manifests above it. */
  ignoreAt(path: string): readonly string[]
}

interface Level {
  prefix: string
  links: ChainLink[]
  ignore: string[]
  references: { path: string; c4: string }[]
}

/** Deeper nesting of folders with manifests of their own is refused. */
const DEEPEST = 16

/** Null where the folder itself has no manifests. @throws AppError manifest-invalid */
export async function loadTree(folder: string): Promise<ListedTree | null> {
  const files: ListedTree['files'] = new Map()
  const levels: Level[] = []
  const found = await loadLevel(folder, '', files, levels)
  if (!found) return null
  await loadBelow(folder, '', 0, files, levels)
  checkReferences(levels)
  levels.sort((a, b) => b.prefix.length - a.prefix.length)
  return {
    files,
    ignoreAt: (path) => levels.find((level) => path.startsWith(level.prefix))?.ignore ?? [],
  }
}

async function loadBelow(
  folder: string,
  relative: string,
  depth: number,
  files: ListedTree['files'],
  levels: Level[],
): Promise<void> {
  for (const entry of await readdir(join(folder, relative), { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name === MANIFEST_FOLDER) continue
    const path = relative === '' ? entry.name : `${relative}/${entry.name}`
    const found = await loadLevel(folder, path, files, levels)
    if (found && depth >= DEEPEST) throw invalid(path, 'too many manifests inside one another')
    await loadBelow(folder, path, found ? depth + 1 : depth, files, levels)
  }
}

async function loadLevel(
  folder: string,
  relative: string,
  files: ListedTree['files'],
  levels: Level[],
): Promise<boolean> {
  const home = join(folder, relative)
  const history = await readHistory(home)
  if (!history) return false
  const prefix = relative === '' ? '' : `${relative}/`
  if (history.unchained[0]) throw invalid(`${prefix}${history.unchained[0]}`, 'it is not in the chain')
  if (history.links.length === 0) throw invalid(CHAIN_FILE, 'it names no manifest')
  const level: Level = { prefix, links: history.links, ignore: [], references: [] }
  for (const link of history.links) {
    const manifest = await readLink(home, link)
    level.ignore = manifest.ignore
    level.references.push(...manifest.references)
    for (const hash of manifest.hashes) {
      if (hash.previousPath !== null) files.delete(prefix + hash.previousPath)
      // A later generation repeats what it verified, or lists another file that took the name of one removed since.
      // A recorded failure is no proof of anything.
      if (!hash.failed) files.set(prefix + hash.path, { bytes: hash.bytes, digests: hash.digests })
    }
  }
  levels.push(level)
  return true
}

/** A manifest that refers to manifests below it also proves them. */
function checkReferences(levels: Level[]): void {
  const known = new Map<string, string>(
    levels.flatMap((level) =>
      level.links.map((link) => [`${level.prefix}${MANIFEST_FOLDER}/${link.path}`, link.c4] as const),
    ),
  )
  for (const level of levels) {
    for (const reference of level.references) {
      if (known.get(level.prefix + reference.path) !== reference.c4) {
        throw invalid(reference.path, 'it is not the manifest that is referred to')
      }
    }
  }
}

import { mkdir, open, readdir, realpath, rename, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { ImportId } from '../../../shared/ids.ts'
import { cleanName } from '../../../shared/file-template.ts'
import { Turns } from '../turns.ts'
import { placeWithoutReplacing, syncFolder } from '../copy/place.ts'
import { c4Of } from './digest-formats.ts'
import { directoryHashes } from './directory-hashes.ts'
import { type History, readHistory, readLink, readRegularFile } from './history.ts'
import { isIgnored } from './ignore.ts'
import { invalid, readManifest } from './mhl-read.ts'
import {
  CHAIN_FILE,
  chainXml,
  type ChainLink,
  ignorePatterns,
  MANIFEST_FOLDER,
  type ManifestFile,
  manifestName,
  manifestXml,
} from './mhl-write.ts'

export interface Generation {
  importId: ImportId
  /** Milliseconds. */
  createdAt: number
  version: string
  /** How the copies were checked, in words. */
  proof: string
  files: ManifestFile[]
}

const TOOL = 'Image Space'
const writing = new Map<string, Turns>()

/**
 * Writes the next generation of a destination's manifests and adds it to the chain, durably. Two imports into the
 * same folder take turns.
 * @returns absolute path of the manifest
 * @throws AppError manifest-invalid when the folder's chain was changed by hand
 */
export async function writeGeneration(folder: string, generation: Generation): Promise<string> {
  const key = await realpath(folder)
  const turns = writing.get(key) ?? new Turns()
  writing.set(key, turns)
  return turns.take(() => write(folder, generation))
}

/** @throws AppError manifest-invalid when the next generation could not be added to what the folder has */
export async function checkChain(folder: string): Promise<void> {
  const history = await readHistory(folder)
  if (history) await adoptOwn(folder, history)
}

async function write(folder: string, generation: Generation): Promise<string> {
  const home = join(folder, MANIFEST_FOLDER)
  await mkdir(home, { recursive: true })
  await syncFolder(folder)
  const history = (await readHistory(folder)) ?? { links: [], unchained: [] }
  const links = await adoptOwn(folder, history)
  const earlier = await readOwn(folder, links, generation.importId)
  const files = generation.files.filter((file) => !earlier.paths.has(file.path))
  if (files.length === 0 && earlier.name !== null) {
    if (links.length > history.links.length) await writeChain(home, links)
    return join(home, earlier.name)
  }
  const name = manifestName(links.length + 1, folderName(folder), generation.createdAt)
  const bytes = Buffer.from(
    manifestXml({
      createdAt: generation.createdAt,
      hostname: hostname(),
      tool: TOOL,
      version: generation.version,
      comment: `${markOf(generation.importId)} ${generation.proof}`,
      files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
      folders: await wholeFolders(folder, files),
    }),
  )
  const part = await writePart(home, name, bytes)
  if (!(await placeWithoutReplacing(part, join(home, name)))) throw invalid(name, 'the name is taken')
  await syncFolder(home)
  await writeChain(home, [...links, { sequence: links.length + 1, path: name, c4: c4Of(bytes) }])
  return join(home, name)
}

/** A crash may have come between manifest and chain: a complete manifest of ours is then added to the chain. */
async function adoptOwn(folder: string, { links, unchained }: History): Promise<ChainLink[]> {
  const all = [...links]
  for (const name of unchained.toSorted()) {
    const bytes = await readRegularFile(folder, name)
    const { comment } = readManifest(bytes.toString('utf8'), name)
    const isNext = Number.parseInt(name, 10) === all.length + 1
    if (!isNext || !comment.startsWith(`${TOOL} import `)) throw invalid(name, 'it is not in the chain')
    all.push({ sequence: all.length + 1, path: name, c4: c4Of(bytes) })
  }
  return all
}

/** What this import listed before it was interrupted, and the last manifest that did. */
async function readOwn(
  folder: string,
  links: readonly ChainLink[],
  importId: ImportId,
): Promise<{ paths: Set<string>; name: string | null }> {
  const own: { paths: Set<string>; name: string | null } = { paths: new Set(), name: null }
  for (const link of links) {
    // Years of manifests are looked through, not parsed.
    if (!(await readRegularFile(folder, link.path)).includes(markOf(importId))) continue
    const manifest = await readLink(folder, link)
    own.name = link.path
    for (const hash of manifest.hashes) own.paths.add(hash.path)
  }
  return own
}

function markOf(importId: ImportId): string {
  return `${TOOL} import ${importId}.`
}

async function writeChain(home: string, links: ChainLink[]): Promise<void> {
  const part = await writePart(home, CHAIN_FILE, Buffer.from(chainXml(links)))
  await rename(part, join(home, CHAIN_FILE))
  await syncFolder(home)
}

async function writePart(home: string, name: string, bytes: Uint8Array): Promise<string> {
  const part = join(home, `.${name}.part`)
  await rm(part, { force: true })
  const file = await open(part, 'wx')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  return part
}

/** Hashes of folders that hold files of this import only: of others this import knows too little. */
async function wholeFolders(folder: string, files: ManifestFile[]) {
  const hashes = new Map(files.map((file) => [file.path, file.xxh128]))
  const touched = new Set(files.flatMap((file) => ancestors(file.path)))
  const whole = new Set<string>()
  await isWhole('')
  return (await directoryHashes(hashes)).filter((hash) => whole.has(hash.path))

  async function isWhole(path: string): Promise<boolean> {
    const entries = await readdir(join(folder, path), { withFileTypes: true })
    let complete = true
    for (const entry of entries) {
      const child = path === '' ? entry.name : `${path}/${entry.name}`
      if (isIgnored(child, entry.isDirectory(), ignorePatterns)) continue
      if (entry.isDirectory() && touched.has(child)) complete = (await isWhole(child)) && complete
      else if (!hashes.has(child)) complete = false
    }
    if (complete) whole.add(path)
    return complete
  }
}

/** All folders above a path, '' included. */
function ancestors(path: string): string[] {
  const above: string[] = []
  for (let at = dirname(path); at !== '.'; at = dirname(at)) above.push(at)
  return [...above, '']
}

/** A drive's root has no name. */
function folderName(folder: string): string {
  return cleanName(basename(folder)).slice(0, 60) || 'volume'
}

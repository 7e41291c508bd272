import { createXXHash128, type IHasher } from 'hash-wasm'

/** Hashes of a folder: `content` of what lies in it, `structure` of names too. */
export interface DirectoryHash {
  /** Relative to the manifest's folder, '' the folder itself. */
  path: string
  content: string
  structure: string
}

interface Folder {
  files: Map<string, string>
  folders: Map<string, Folder>
}

/**
 * Directory hashes as ASC MHL 2.0 defines them: content = hash of the children's content hashes in order;
 * structure = hash, in order, of each child's hash of its name and its content (file) or structure (folder) hash.
 * Order is that of the hashes. Folders come after what they hold, children in the order of their names.
 *
 * @param files path relative to the manifest's folder -> hash of every file below it
 * @param newHasher of the hash format, xxh128 unless said otherwise
 */
export async function directoryHashes(
  files: ReadonlyMap<string, string>,
  newHasher: () => Promise<IHasher> = createXXHash128,
): Promise<DirectoryHash[]> {
  const root: Folder = { files: new Map(), folders: new Map() }
  for (const [path, hash] of files) insert(root, path.split('/'), hash)
  const hashes: DirectoryHash[] = []
  hashFolder(root, '', await newHasher(), hashes)
  return hashes
}

function insert(root: Folder, names: string[], hash: string): void {
  let folder = root
  for (const name of names.slice(0, -1)) {
    const next = folder.folders.get(name) ?? { files: new Map(), folders: new Map() }
    folder.folders.set(name, next)
    folder = next
  }
  folder.files.set(names.at(-1)!, hash)
}

function hashFolder(folder: Folder, path: string, hasher: IHasher, out: DirectoryHash[]): DirectoryHash {
  const contents: string[] = []
  const structures: string[] = []
  for (const name of [...folder.folders.keys()].sort()) {
    const child = hashFolder(folder.folders.get(name)!, path === '' ? name : `${path}/${name}`, hasher, out)
    contents.push(child.content)
    structures.push(hashOf(hasher, [Buffer.from(name), Buffer.from(child.structure, 'hex')]))
  }
  for (const [name, hash] of folder.files) {
    contents.push(hash)
    structures.push(hashOf(hasher, [Buffer.from(name), Buffer.from(hash, 'hex')]))
  }
  const result = { path, content: hashOfList(hasher, contents), structure: hashOfList(hasher, structures) }
  out.push(result)
  return result
}

function hashOfList(hasher: IHasher, hashes: string[]): string {
  return hashOf(
    hasher,
    hashes.sort().map((hash) => Buffer.from(hash, 'hex')),
  )
}

function hashOf(hasher: IHasher, parts: Uint8Array[]): string {
  hasher.init()
  for (const part of parts) hasher.update(part)
  return hasher.digest('hex')
}

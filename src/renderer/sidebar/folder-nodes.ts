import type { VolumeId } from '../../shared/ids.ts'

export interface Folder {
  readonly volumeId: VolumeId
  /** Relative to the volume, `/` between names. */
  readonly path: string
  readonly name: string
  readonly count: number
  readonly connected: boolean
}

export interface FolderNode extends Folder {
  readonly key: string
  readonly children: readonly FolderNode[]
}

/**
 * Folders under each other by their paths; what has no parent among them stands at the top. Folders above all photos,
 * which lead nowhere else, are passed over.
 */
export function folderNodes(folders: readonly Folder[]): FolderNode[] {
  const nodes = new Map<string, Folder & { key: string; children: FolderNode[] }>()
  for (const folder of folders) {
    const key = keyOf(folder.volumeId, folder.path)
    nodes.set(key, { ...folder, key, children: [] })
  }
  const roots: FolderNode[] = []
  for (const node of nodes.values()) {
    const parent = parentOf(node, nodes)
    if (parent) parent.children.push(node)
    else roots.push(node)
  }
  return roots.map(withoutLeadIn)
}

function withoutLeadIn(node: FolderNode): FolderNode {
  const [only, ...others] = node.children
  const leadsOn = only !== undefined && others.length === 0 && only.count === node.count
  return leadsOn ? withoutLeadIn(only) : node
}

function parentOf<Node>(folder: Folder, nodes: ReadonlyMap<string, Node>): Node | undefined {
  for (let path = folder.path; path !== '';) {
    path = path.slice(0, Math.max(0, path.lastIndexOf('/')))
    const parent = nodes.get(keyOf(folder.volumeId, path))
    if (parent) return parent
  }
  return undefined
}

function keyOf(volumeId: VolumeId, path: string): string {
  return `folder ${volumeId} ${path}`
}

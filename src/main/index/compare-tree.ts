import type { Catalog, CatalogFile } from '../catalog/catalog.ts'
import type { CardListing } from '../ingest/card/walk-card.ts'
import type { IndexedFile, IndexedTree } from './indexed-tree.ts'

/** A listed file that the catalog knows at its place. */
export type KnownFile = IndexedFile & { known: CatalogFile }

export interface TreeDifference {
  /** All listed files. */
  files: IndexedFile[]
  /** Other bytes or another time than the catalog remembers. */
  changed: KnownFile[]
  /** Thought missing, and there again. */
  returned: KnownFile[]
  /** In the catalog and no longer listed. */
  gone: CatalogFile[]
}

/** Compares the listing with what the catalog knows below the folder. Folders that could not be read are left out. */
export async function compareTree(
  tree: IndexedTree,
  listing: CardListing,
  catalog: Pick<Catalog, 'folders' | 'filesIn'>,
): Promise<TreeDifference> {
  const known = await knownFiles(tree, listing, catalog)
  const files = listing.files.map((file): IndexedFile => {
    const place = `${file.folder}/${file.name}`
    const found = known.get(place) ?? null
    known.delete(place)
    return { ...file, path: tree.pathOf(file.folder, file.name), known: found, read: null }
  })
  const there = files.filter((file): file is KnownFile => file.known !== null)
  return {
    files,
    changed: there.filter(({ known, bytes, mtime }) => known.bytes !== bytes || known.mtime !== mtime),
    returned: there.filter((file) => file.known.missing),
    gone: [...known].flatMap(([place, file]) => (isUnread(place, listing) ? [] : [file])),
  }
}

async function knownFiles(
  tree: IndexedTree,
  listing: CardListing,
  catalog: Pick<Catalog, 'folders' | 'filesIn'>,
): Promise<Map<string, CatalogFile>> {
  const folders = new Set(listing.files.map((file) => file.folder))
  for (const { volumeId, path } of await catalog.folders()) {
    const within = volumeId === tree.volumeId ? tree.folderWithin(path) : null
    if (within !== null) folders.add(within)
  }
  const known = new Map<string, CatalogFile>()
  for (const folder of folders) {
    const place = tree.placeOf({ folder, name: '' })
    for (const file of await catalog.filesIn(tree.volumeId, place.folder)) {
      if (file.folder === place.folder) known.set(`${folder}/${file.name}`, file)
    }
  }
  return known
}

/** What lies in a folder that cannot be read now is not gone. */
function isUnread(place: string, listing: CardListing): boolean {
  return listing.skipped.some(
    ({ path, error }) => error.code === 'read-failed' && (place === path || place.startsWith(`${path}/`)),
  )
}

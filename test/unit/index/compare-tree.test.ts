import { expect, it } from 'vitest'
import type { Catalog, CatalogFile } from '../../../src/main/catalog/catalog.ts'
import { compareTree } from '../../../src/main/index/compare-tree.ts'
import { IndexedTree } from '../../../src/main/index/indexed-tree.ts'
import type { CardListing } from '../../../src/main/ingest/card/walk-card.ts'
import { systemRandom } from '../../../src/main/system.ts'
import type { FileId, PhotoId, VolumeId } from '../../../src/shared/ids.ts'
import { newId } from '../../../src/shared/random.ts'

const volumeId = newId<VolumeId>(systemRandom)
const tree = new IndexedTree('/media/disk/pictures', volumeId, 'pictures')

function known(folder: string, name: string, more: Partial<CatalogFile> = {}): CatalogFile {
  return {
    id: newId<FileId>(systemRandom),
    photoId: newId<PhotoId>(systemRandom),
    volumeId,
    folder,
    name,
    role: 'jpeg',
    bytes: 10,
    mtime: 1_000,
    sha256: null,
    metadata: null,
    embedded: null,
    missing: false,
    ...more,
  }
}

/** The two questions that the comparison asks a catalog. */
function catalogOf(...files: CatalogFile[]): Pick<Catalog, 'folders' | 'filesIn'> {
  const folders = [...new Set(files.map((file) => file.folder))]
  return {
    folders: () => Promise.resolve(folders.map((path) => ({ volumeId, path, name: path, count: 1 }))),
    filesIn: (_, folder) => Promise.resolve(files.filter((file) => file.folder === folder)),
  }
}

function listing(...files: [folder: string, name: string, bytes?: number, mtime?: number][]): CardListing {
  return {
    files: files.map(([folder, name, bytes = 10, mtime = 1_000]) => ({ folder, name, bytes, mtime })),
    skipped: [],
  }
}

it('tells apart what is new, changed, back and gone', async () => {
  const catalog = catalogOf(
    known('pictures', 'same.jpg'),
    known('pictures/a', 'longer.jpg'),
    known('pictures/a', 'touched.jpg'),
    known('pictures', 'back.jpg', { missing: true }),
    known('pictures/b', 'gone.jpg'),
    known('elsewhere', 'outside.jpg'),
  )
  const difference = await compareTree(
    tree,
    listing(
      ['', 'same.jpg'],
      ['a', 'longer.jpg', 11],
      ['a', 'touched.jpg', 10, 2_000],
      ['', 'back.jpg'],
      ['', 'new.jpg'],
    ),
    catalog,
  )
  const namesOf = (files: { name: string }[]) => files.map((file) => file.name)
  expect(namesOf(difference.files.filter((file) => file.known === null))).toEqual(['new.jpg'])
  expect(namesOf(difference.changed)).toEqual(['longer.jpg', 'touched.jpg'])
  expect(namesOf(difference.returned)).toEqual(['back.jpg'])
  expect(namesOf(difference.gone)).toEqual(['gone.jpg'])
})

it('does not take a folder that cannot be read for an empty one', async () => {
  const catalog = catalogOf(
    known('pictures/a', '1.jpg'),
    known('pictures/a/b', '2.jpg'),
    known('pictures/ab', '3.jpg'),
  )
  const unreadable: CardListing = {
    files: [],
    skipped: [{ path: 'a', error: { code: 'read-failed', params: { path: 'a', reason: 'EACCES' } } }],
  }
  const { gone } = await compareTree(tree, unreadable, catalog)
  expect(gone.map((file) => file.name)).toEqual(['3.jpg'])
})

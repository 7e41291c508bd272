import type { PhotoId } from '../../shared/ids.ts'
import type { NewFile, NewPhoto } from '../catalog/catalog.ts'
import { extensionOf, fileKindOf, kindOfFormat } from '../grouping/file-kind.ts'
import { type FileGroup, type GroupMember, groupFiles } from '../grouping/group-files.ts'
import { companionFolder } from '../grouping/stem.ts'
import type { JobContext } from '../jobs/jobs.ts'
import type { IndexDeps } from './index-folder.ts'
import type { IndexedFile, IndexedTree } from './indexed-tree.ts'

/** Files that are read and grouped together; whole folders, so that every photo is complete. */
const STRETCH = 2_000
/** Files per transaction of the catalog. */
const TRANSACTION = 500

/** Reads, groups and adds what the catalog does not know, stretch by stretch, so that photos appear while it runs. */
export async function addFolders(
  tree: IndexedTree,
  files: IndexedFile[],
  deps: IndexDeps,
  context: JobContext,
): Promise<void> {
  let done = 0
  const stretches = stretchesOf(files)
  let reading = read(stretches[0] ?? [], deps)
  for (const [index, stretch] of stretches.entries()) {
    await context.whenRunning()
    const found = await reading
    // The next stretch is read while this one is written.
    reading = read(stretches[index + 1] ?? [], deps)
    await add(tree, found, deps, context)
    done += stretch.length
    context.progress({ itemsDone: done })
  }
}

function stretchesOf(files: IndexedFile[]): IndexedFile[][] {
  const stretches: IndexedFile[][] = []
  let current: IndexedFile[] = []
  let folder = ''
  for (const file of files) {
    const next = companionFolder(file.folder)
    if (current.length >= STRETCH && next !== folder) {
      stretches.push(current)
      current = []
    }
    current.push(file)
    folder = next
  }
  return current.length > 0 ? [...stretches, current] : stretches
}

async function read(files: IndexedFile[], deps: IndexDeps): Promise<IndexedFile[]> {
  const wanted = files.filter((file) => file.known === null && mayBeOfPhoto(file.name))
  const results = await deps.metadata.readFast(wanted.map((file) => file.path))
  for (const [index, file] of wanted.entries()) file.read = results[index] ?? null
  return files.map((file) => {
    const kind = extensionOf(file.name) === '' && file.read ? kindOfFormat(file.read.metadata.fileType) : null
    return kind ? { ...file, kind } : file
  })
}

/** Without an extension only the content tells. */
function mayBeOfPhoto(name: string): boolean {
  return fileKindOf(name) !== 'unknown' || extensionOf(name) === ''
}

async function add(
  tree: IndexedTree,
  files: IndexedFile[],
  deps: IndexDeps,
  context: JobContext,
): Promise<void> {
  if (files.every((file) => file.known !== null)) return
  const { groups, orphans } = groupFiles(files, (file) => file.read?.metadata ?? file.known?.metadata ?? null)
  for (const { folder, name, known } of orphans) {
    const path = folder === '' ? name : `${folder}/${name}`
    if (known === null) context.failed(path, { code: 'not-a-photo', params: { path } })
  }
  let photos: NewPhoto[] = []
  let count = 0
  for (const group of groups) {
    const news = group.members.filter((member) => member.file.known === null)
    if (news.length === 0) continue
    const newFiles = news.map((member) => newFile(tree, member))
    const photoId = photoOf(group)
    if (photoId) await deps.catalog.addFiles(photoId, newFiles)
    else photos.push(newPhoto(newFiles))
    count += newFiles.length
    if (count < TRANSACTION) continue
    await deps.catalog.addPhotos(photos)
    await context.whenRunning()
    photos = []
    count = 0
  }
  if (photos.length > 0) await deps.catalog.addPhotos(photos)
}

/** The photo that has files of the group already. */
function photoOf(group: FileGroup<IndexedFile>): PhotoId | null {
  return group.members.find((member) => member.file.known !== null)?.file.known?.photoId ?? null
}

function newFile(tree: IndexedTree, { file, role }: GroupMember<IndexedFile>): NewFile {
  return {
    ...tree.placeOf(file),
    role,
    bytes: file.bytes,
    mtime: file.mtime,
    sha256: null,
    xxh128: null,
    metadata: file.read?.metadata ?? null,
    metadataComplete: file.read?.complete ?? false,
    embedded: file.read?.embedded ?? null,
  }
}

function newPhoto(files: NewFile[]): NewPhoto {
  return {
    importId: null,
    files,
    initial: { rating: null, flag: 'none', creator: '', copyright: '', keywords: [] },
  }
}

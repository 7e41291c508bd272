import { join } from 'node:path'
import type { VolumeId } from '../../shared/ids.ts'
import type { CatalogFile, FilePlace } from '../catalog/catalog.ts'
import type { ListedFile } from '../grouping/group-files.ts'
import type { FastMetadata } from '../metadata/metadata-reader.ts'

/** A file of the folder that is indexed, with what the catalog knows and what was just read of it. */
export interface IndexedFile extends ListedFile {
  /** Milliseconds, integral. */
  readonly mtime: number
  readonly path: string
  known: CatalogFile | null
  read: FastMetadata | null
}

/** The folder that is indexed: where it is on this system, and where on its volume. */
export class IndexedTree {
  readonly root: string
  readonly volumeId: VolumeId
  readonly #relative: string

  constructor(root: string, volumeId: VolumeId, relative: string) {
    this.root = root
    this.volumeId = volumeId
    this.#relative = relative
  }

  pathOf(folder: string, name: string): string {
    return join(this.root, ...folder.split('/'), name)
  }

  placeOf(file: { folder: string; name: string }): FilePlace {
    const folder = [this.#relative, file.folder].filter((part) => part !== '').join('/')
    return { volumeId: this.volumeId, folder, name: file.name }
  }

  /** Folder within the tree of a folder of the volume; null when it lies outside. */
  folderWithin(folder: string): string | null {
    if (this.#relative === '') return folder
    if (folder === this.#relative) return ''
    return folder.startsWith(`${this.#relative}/`) ? folder.slice(this.#relative.length + 1) : null
  }
}

import type { AlbumId, ContentHash, FileId, ImportId, PhotoId, VolumeId } from '../../shared/ids.ts'
import { filePlace, filesToBring, previewPlace } from './blobs/places.ts'
import type { CatalogFiles } from './catalog-files.ts'
import { openForReading } from './database.ts'
import { importFiles, importOptions, importReport, importSummaries } from './imports.ts'
import { slotsOfAlbum, slotsOfAlbumsNamed, slotsOfKeywords, slotsOfText } from './matches.ts'
import { knownVolumes } from './places.ts'
import { backlogItems, filesIn, filesOf, filesToDo, findContents, findNames, oneFile } from './read-files.ts'
import { readAlbumPhotos, readAlbums, suggestKeywords } from './read-lists.ts'
import { readDetail } from './read-detail.ts'
import { readCells } from './read-photos.ts'
import { createStatements } from './statements.ts'

export type ReaderMethods = ReturnType<typeof createReader>

/** The thread that reads, so that nobody who looks at photos waits for one who adds a thousand. */
export function createReader({ path }: CatalogFiles) {
  const database = openForReading(path)
  const statements = createStatements(database)
  return {
    volumes: () => knownVolumes(statements),
    findContents: (hashes: ContentHash[]) => findContents(statements, hashes),
    findNames: (files: { name: string; bytes: number }[]) => findNames(statements, files),
    filesIn: (volumeId: VolumeId, folder: string) => filesIn(statements, volumeId, folder),
    file: (id: FileId) => oneFile(statements, id),
    filesOf: (id: PhotoId) => filesOf(statements, id),
    filesToDo: (what: 'metadata' | 'hash', limit: number, after: number) =>
      filesToDo(statements, what, limit, after),
    backlogItems: (slots: number[]) => backlogItems(statements, slots),

    slotsOfText: (match: string) => slotsOfText(statements, match),
    slotsOfKeywords: (keywords: string[]) => slotsOfKeywords(statements, keywords),
    slotsOfAlbum: (id: AlbumId) => slotsOfAlbum(statements, id),
    slotsOfAlbumsNamed: (names: string[]) => slotsOfAlbumsNamed(statements, names),
    cells: (slots: number[]) => readCells(statements, slots),
    detail: (id: PhotoId) => readDetail(statements, id),
    albums: () => readAlbums(statements),
    albumPhotos: (id: AlbumId) => readAlbumPhotos(statements, id),
    suggestKeywords: (text: string, limit: number) => suggestKeywords(statements, text, limit),

    filePlace: (id: FileId) => filePlace(statements, id),
    previewPlace: (kind: 'grid' | 'screen', id: PhotoId) => previewPlace(statements, kind, id),
    filesToBring: (limit: number, after: number | null) => filesToBring(statements, limit, after),

    importFiles: (id: ImportId) => importFiles(statements, id),
    imports: () => importSummaries(statements),
    importReport: (id: ImportId) => importReport(statements, id),
    importOptions: (id: ImportId) => importOptions(statements, id),

    /** Days and how many photos out of the trash each has. */
    dayCounts: () => statements<[number, number]>('SELECT day, photos FROM day_count').raw().all(),
    close: () => {
      database.close()
    },
  }
}

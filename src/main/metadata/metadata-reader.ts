import type { Metadata } from '../../shared/metadata.ts'
import type { EmbeddedPicture } from '../catalog/catalog.ts'

/** Reads metadata of files. Never writes, never throws for a bad file: what cannot be read is null. */
export interface MetadataReader {
  /** One read of at most 128 KB per file, parsed in a worker. Answers in the order of the paths. */
  readFast(paths: readonly string[]): Promise<FastMetadata[]>
  /** The slow reader (ExifTool), for what the fast one cannot read. Companions' sidecars are not merged here. */
  readFull(path: string): Promise<Metadata>
  /** Every tag, for "all metadata". */
  readAllTags(path: string): Promise<{ group: string; name: string; value: string }[]>
  close(): Promise<void>
}

export interface FastMetadata {
  metadata: Metadata
  /** False: readFull would find more (CR3, CRW, video, serial or lens only in maker notes). */
  complete: boolean
  /** JPEGs inside the file, largest first, as far as the read part tells. */
  embedded: EmbeddedPicture[]
}

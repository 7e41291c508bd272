import type { FastMetadata } from '../metadata-reader.ts'
import type { FileTags } from './read-file.ts'

/** What the reader asks its worker. Answers come in the order of the paths. */
export type Ask =
  { id: number; want: 'metadata'; paths: readonly string[] } | { id: number; want: 'tags'; path: string }

export type Answer =
  { id: number; want: 'metadata'; files: FastMetadata[] } | { id: number; want: 'tags'; file: FileTags }

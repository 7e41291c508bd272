import { emptyMetadata } from '../../../shared/metadata.ts'
import type { FastMetadata } from '../metadata-reader.ts'
import type { FileTags } from './read-file.ts'

/** For a file that cannot be read now, or that the fast reader did not survive. The slow one may still. */
export const nothingRead: FastMetadata = { metadata: emptyMetadata, complete: false, embedded: [] }

export const noTags: FileTags = {
  tags: new Map(),
  facts: { fileType: null, mimeType: null, width: null, height: null },
  embedded: [],
  more: false,
}

import { emptyMetadata } from '../../../shared/metadata.ts'
import type { FastMetadata } from '../metadata-reader.ts'
import type { FileTags } from './read-file.ts'

/** For a file that cannot be read, or that its reader did not survive. Nothing more is to be had from it. */
export const nothingRead: FastMetadata = { metadata: emptyMetadata, complete: true, embedded: [] }

export const noTags: FileTags = {
  tags: new Map(),
  facts: { fileType: null, mimeType: null, width: null, height: null },
  embedded: [],
  more: false,
}

import { emptyMetadata, type Metadata } from '../../shared/metadata.ts'
import { ExiftoolReader } from './exiftool-reader.ts'
import { FastReader } from './fast/fast-reader.ts'
import { reachesAll } from './fast/note-format.ts'
import type { FileTags } from './fast/read-file.ts'
import { type FileFacts, metadataFromTags } from './metadata-from-tags.ts'
import type { MetadataReader } from './metadata-reader.ts'
import { type Tags, textOf } from './tags.ts'

export function createMetadataReader(): MetadataReader {
  const fast = new FastReader()
  const exiftool = new ExiftoolReader()
  return {
    readFast: (paths) => fast.read(paths),
    readFull: async (path) => {
      const [own, full] = await Promise.all([fast.readTags(path), exiftool.read(path)])
      return fullMetadata(own, full)
    },
    readAllTags: (path) => exiftool.readAll(path),
    close: async () => {
      await Promise.all([fast.close(), exiftool.close()])
    },
  }
}

/** What the fast reader found stands, so that a value does not change when ExifTool has looked at the file too. */
function fullMetadata(own: FileTags, full: Tags): Metadata {
  const tags: Tags = new Map([...full, ...own.tags])
  return tags.size === 0 && own.facts.fileType === null
    ? emptyMetadata
    : metadataFromTags(tags, factsFrom(own, full))
}

function factsFrom(own: FileTags, full: Tags): FileFacts {
  const fileType = textOf(full.get('File:FileType')) ?? own.facts.fileType
  return {
    ...(reachesAll(own.facts.fileType) && own.facts.width !== null
      ? own.facts
      : { ...own.facts, ...sizeFrom(full) }),
    fileType,
    mimeType: textOf(full.get('File:MIMEType')) ?? own.facts.mimeType,
  }
}

function sizeFrom(full: Tags): Partial<FileFacts> {
  const [width, height] = (textOf(full.get('Composite:ImageSize')) ?? '').split(/[ x]/).map(Number)
  return width && height ? { width, height } : {}
}

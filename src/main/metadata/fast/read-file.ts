import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { basename } from 'node:path'
import type { EmbeddedPicture } from '../../../shared/embedded.ts'
import { ByteSource, type ReadAt } from '../../formats/byte-source.ts'
import { HEAD_BYTES, inspectFile } from '../../formats/inspect.ts'
import type { FileFacts } from '../metadata-from-tags.ts'
import { mimeTypeOf } from '../mime-types.ts'
import type { Tags } from '../tags.ts'
import { nothingFound, noteSize } from './found.ts'
import { noteFormat } from './note-format.ts'

export interface FileTags {
  tags: Tags
  facts: FileFacts
  embedded: EmbeddedPicture[]
  more: boolean
}

const head = Buffer.allocUnsafe(HEAD_BYTES)

/**
 * Reads one file: its first 64 KB and the few places these point to. Blocking and not reentrant, for use in a worker
 * that reads one file after the other.
 */
export async function readFileTags(path: string): Promise<FileTags> {
  // Without O_NONBLOCK the opening of a FIFO would wait for a writer.
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const stat = fstatSync(file)
    if (!stat.isFile()) return parse(head.subarray(0, 0), 0, readerOf(file), '')
    const bytes = readSync(file, head, 0, HEAD_BYTES, 0)
    return await parse(head.subarray(0, bytes), stat.size, readerOf(file), basename(path))
  } finally {
    closeSync(file)
  }
}

function readerOf(file: number): ReadAt {
  return (offset, length) => {
    const chunk = Buffer.allocUnsafe(length)
    return Promise.resolve(chunk.subarray(0, readSync(file, chunk, 0, length, offset)))
  }
}

async function parse(start: Uint8Array, size: number, readAt: ReadAt, name: string): Promise<FileTags> {
  const inspection = await inspectFile(start, size, readAt, name)
  const found = nothingFound()
  await noteFormat(new ByteSource(start, size, readAt), inspection.format, found)
  noteSize(found, inspection.width, inspection.height)
  return {
    tags: found.tags,
    facts: {
      fileType: inspection.format,
      mimeType: mimeTypeOf(inspection.format),
      width: found.width || null,
      height: found.height || null,
    },
    embedded: inspection.embedded,
    more: found.more,
  }
}

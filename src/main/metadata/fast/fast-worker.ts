import { parentPort } from 'node:worker_threads'
import { metadataFromTags } from '../metadata-from-tags.ts'
import type { FastMetadata } from '../metadata-reader.ts'
import { isComplete } from './completeness.ts'
import { nothingRead, noTags } from './nothing-read.ts'
import type { Answer, Ask } from './protocol.ts'
import { type FileTags, readFileTags } from './read-file.ts'

const port = parentPort
if (!port) throw new Error('The fast reader runs as a worker thread.')

port.postMessage('ready')

let last = Promise.resolve()
port.on('message', (ask: Ask) => {
  // One file after the other: they share the buffer that is read into.
  last = last.then(async () => port.postMessage(await answer(ask)))
})

async function answer(ask: Ask): Promise<Answer> {
  if (ask.want === 'tags') return { id: ask.id, want: 'tags', file: (await readOrNull(ask.path)) ?? noTags }
  const files: FastMetadata[] = []
  for (const path of ask.paths) files.push(fastMetadata(await readOrNull(path)))
  return { id: ask.id, want: 'metadata', files }
}

function fastMetadata(file: FileTags | null): FastMetadata {
  if (!file) return nothingRead
  const metadata = metadataFromTags(file.tags, file.facts)
  return { metadata, complete: isComplete(metadata, file.more), embedded: file.embedded }
}

/** A file that vanished, cannot be opened or upsets a parser says nothing. */
async function readOrNull(path: string): Promise<FileTags | null> {
  try {
    return await readFileTags(path)
  } catch {
    // Why it cannot be read is told by whoever needs its bytes.
    return null
  }
}

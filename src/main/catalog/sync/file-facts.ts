import { z } from 'zod'
import { contentHashSchema } from '../../../shared/ids.ts'
import type { ContentHash } from '../../../shared/ids.ts'
import { emptyMetadata, metadataSchema } from '../../../shared/metadata.ts'
import { fileRoleSchema } from '../../../shared/photo.ts'
import { LONGEST_TEXT } from '../../../shared/sync/travelling-fields.ts'
import type { FileRow } from '../file-rows.ts'
import { embeddedOf } from '../file-rows.ts'
import { hexOf } from '../bytes.ts'
import { metadataOf, metadataText } from '../metadata-text.ts'

/** What of a file is the same on every computer, and where it lies on the one that has it. */
const fileFactsSchema = z.object({
  role: fileRoleSchema,
  /** On its volume, `/` between names. */
  folder: z.string().max(4096),
  name: z.string().min(1).max(1024),
  bytes: z.number().int().min(0),
  mtime: z.number().int(),
  sha256: contentHashSchema.nullable(),
  metadata: z.record(z.string(), z.unknown()).nullable(),
  complete: z.boolean(),
  embedded: z
    .array(z.object({ offset: z.number(), bytes: z.number(), width: z.number(), height: z.number() }))
    .nullable(),
})

export type FileFacts = ReturnType<typeof parseFileFacts>

/** @throws Error when the text is not of that form; names and numbers are believed only as far as they are possible */
export function parseFileFacts(text: string) {
  const { metadata, ...rest } = fileFactsSchema.parse(JSON.parse(text))
  if (rest.name === '.' || rest.name === '..' || rest.name.includes('/')) throw new Error('not a file name')
  if (rest.folder.split('/').some((part) => part === '.' || part === '..')) throw new Error('not a folder')
  const read = metadata && metadataSchema.safeParse({ ...emptyMetadata, ...metadata })
  return { ...rest, metadata: read?.success ? read.data : null }
}

export function fileFactsText(row: FileRow): string {
  const metadata = metadataOf(row.metadata)
  const facts: z.input<typeof fileFactsSchema> = {
    role: row.role,
    folder: row.path,
    name: row.name,
    bytes: row.bytes,
    mtime: row.mtime,
    sha256: row.sha256 === null ? null : hexOf<ContentHash>(row.sha256),
    metadata: metadata && (JSON.parse(metadataText(metadata)) as Record<string, unknown>), // An object, as it writes.
    complete: row.metadata_state === 2,
    embedded: embeddedOf(row.embedded),
  }
  const text = JSON.stringify(facts)
  // A file may say any amount; other computers then read it from the file itself, when they have it.
  return text.length <= LONGEST_TEXT ? text : JSON.stringify({ ...facts, metadata: null, complete: false })
}

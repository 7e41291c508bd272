import { emptyMetadata } from '../../shared/metadata.ts'
import type { Metadata } from '../../shared/metadata.ts'
import type { FileRole } from '../../shared/photo.ts'

interface MetadataFile {
  role: FileRole
  metadata: Metadata | null
}

/** What describes the photo rather than one file of it: a sidecar says it for all. */
const described = ['rating', 'label', 'title', 'caption', 'creator', 'copyright'] as const
/** What is true of one file only, so that no other file may fill it in. */
const ofOneFile: ReadonlySet<string> = new Set([
  'fileType',
  'mimeType',
  'width',
  'height',
  'orientation',
  'rotation',
  'software',
  'durationSeconds',
  'documentId',
  'originalDocumentId',
])

/**
 * One answer from all files of a photo: the lead file's, filled in from the others, sidecars first in what they are
 * for.
 * @param files lead first
 */
export function mergedMetadata(files: readonly MetadataFile[]): Metadata {
  const read = files.filter(
    (file) => file.metadata !== null && file.role !== 'audio' && file.role !== 'other',
  )
  const lead = read[0]?.metadata ?? emptyMetadata
  if (read.length <= 1) return lead
  const merged: Record<string, unknown> = { ...lead }
  for (const { metadata } of read.slice(1)) {
    for (const [key, value] of Object.entries(metadata!)) {
      if (merged[key] === null && !ofOneFile.has(key)) merged[key] = value
    }
  }
  const bySidecar = read.toSorted((a, b) => Number(b.role === 'sidecar') - Number(a.role === 'sidecar'))
  for (const key of described)
    merged[key] = bySidecar.find(({ metadata }) => filled(metadata![key]))?.metadata![key] ?? null
  merged['keywords'] =
    bySidecar.find(({ metadata }) => metadata!.keywords.length > 0)?.metadata!.keywords ?? []
  return merged as Metadata // Keys and values are those of Metadata.
}

function filled(value: string | number | null): boolean {
  return value !== null && value !== ''
}

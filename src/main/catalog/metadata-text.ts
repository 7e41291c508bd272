import { emptyMetadata, metadataSchema } from '../../shared/metadata.ts'
import type { Metadata } from '../../shared/metadata.ts'

const keys = metadataSchema.keyof().options

/** Metadata as kept in the catalog: JSON of what the file says, without what it does not. */
export function metadataText(metadata: Metadata): string {
  const said: Record<string, unknown> = {}
  for (const key of keys) {
    const value = metadata[key]
    if (value !== null && !(Array.isArray(value) && value.length === 0)) said[key] = value
  }
  return JSON.stringify(said)
}

/** Metadata read from the catalog. What is malformed, as from another version of the program, counts as not said. */
export function metadataOf(text: string | null): Metadata | null {
  if (text === null) return null
  const parsed = metadataSchema.safeParse({ ...emptyMetadata, ...(JSON.parse(text) as object) }) // Ours is an object.
  return parsed.success ? parsed.data : emptyMetadata
}

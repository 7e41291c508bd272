import { addTag, type Tags, type TagValue } from '../tags.ts'

/** What the fast reader's parsers come across in one file. */
export interface Found {
  readonly tags: Tags
  /** Stored pixels of the main image; 0 while unknown. */
  width: number
  height: number
  /** There are blocks that only ExifTool reads: maker notes and the like. */
  more: boolean
}

export function nothingFound(): Found {
  return { tags: new Map(), width: 0, height: 0, more: false }
}

export function note(found: Found, key: string, value: TagValue | null | undefined): void {
  addTag(found.tags, key, value)
}

/** The first size told counts: parsers go from the main image outwards. */
export function noteSize(found: Found, width: number | undefined, height: number | undefined): void {
  if (found.width > 0 || !width || !height) return
  found.width = width
  found.height = height
}

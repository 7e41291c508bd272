/**
 * Everything a file says, under ExifTool's group and tag names (`ExifIFD:DateTimeOriginal`). The fast reader and
 * ExifTool both give this, so that one set of rules makes Metadata of it. Numbers are as stored; the first value of a
 * tag counts.
 */
export type Tags = Map<string, TagValue>

export type TagValue = string | number | readonly (string | number)[]

export function addTag(tags: Tags, key: string, value: TagValue | null | undefined): void {
  if (value === null || value === undefined || value === '' || tags.has(key)) return
  tags.set(key, value)
}

/** Text of a tag, trimmed, without what follows a NUL; null where empty. */
export function textOf(value: TagValue | undefined): string | null {
  if (value === undefined) return null
  const first = typeof value === 'object' ? value[0] : value
  if (first === undefined) return null
  const text = String(first)
  const end = text.indexOf('\0')
  const trimmed = (end < 0 ? text : text.slice(0, end)).trim()
  return trimmed === '' ? null : trimmed
}

/** A finite number, also when it was written as text; null otherwise. */
export function numberOf(value: TagValue | undefined): number | null {
  const first = typeof value === 'object' ? value[0] : value
  if (typeof first === 'string' && first.trim() === '') return null
  const number = Number(first)
  return first !== undefined && Number.isFinite(number) ? number : null
}

export function listOf(value: TagValue | undefined): string[] {
  if (value === undefined) return []
  const items = typeof value === 'object' ? value : [value]
  return items.map((item) => textOf(item)).filter((item) => item !== null)
}

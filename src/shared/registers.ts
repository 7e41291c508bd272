import { FLAG_CODES, LABEL_CODES } from './columns.ts'

/**
 * What can change about photos and albums is kept as registers: one value per object, field and element, the later
 * hybrid time winning. Every change of a register is an operation that knows what it replaced, so that undo can put it
 * back and a sync can tell a conflict.
 */
export type RegisterValue = string | number | null

/** Fields of a photo that hold one value each, as columns of the table `photos`. */
export const photoFields = [
  'rating',
  'flag',
  'label',
  'title',
  'caption',
  'creator',
  'copyright',
  'trashed_at',
  'face_choice',
] as const
export type PhotoField = (typeof photoFields)[number]

/**
 * Fields of operations and registers:
 * - those of a photo above;
 * - `added`: the photo exists since this time; an operation only, since nothing changes it;
 * - `keyword`: element is the keyword; 1 present, 0 not;
 * - `album.title`, `album.alive` (1 or 0);
 * - `album.member`: element is the photo; value its order key in the album, null when it is not in it;
 * - `blob.file` (element is the file), `blob.grid`, `blob.screen`: where in the space the file or preview is kept.
 */
export const blobFields = ['blob.file', 'blob.grid', 'blob.screen'] as const
export type BlobField = (typeof blobFields)[number]

export const registerFields = [
  ...photoFields,
  'added',
  'keyword',
  'album.title',
  'album.alive',
  'album.member',
  ...blobFields,
] as const
export type RegisterField = (typeof registerFields)[number]

/**
 * Where a register's value comes from. What a file says gives way to what the user said, never the reverse; what a template
 * of an import filled in gives way to both.
 */
export const RegisterSource = { file: 0, user: 1, template: 2 } as const

export function flagCode(flag: (typeof FLAG_CODES)[number]): number {
  return FLAG_CODES.indexOf(flag)
}

export function labelCode(label: (typeof LABEL_CODES)[number]): number {
  return LABEL_CODES.indexOf(label)
}

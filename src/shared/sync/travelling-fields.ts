import { z } from 'zod'
import { FLAG_CODES, LABEL_CODES } from '../columns.ts'
import { fileIdSchema } from '../ids.ts'
import { ratingSchema } from '../photo.ts'
import type { RegisterField } from '../registers.ts'

/** What of photos and albums travels: the registers, and a photo's files, of which the catalog keeps rows instead. */
export type TravellingFieldName = RegisterField | 'file'

export interface TravellingField {
  /** Stands for the field in a batch. Never reused, also when the field is gone. */
  code: number
  /** What the field is a property of, and the operation's object the id of. */
  object: 'photo' | 'album'
  /** What of it the value is for: nothing further, a keyword as it was written, or the id of a photo or file. */
  element: 'none' | 'keyword' | 'photo' | 'file'
  value: z.ZodType<string | number | null>
  /**
   * Of two concurrent values the later holds. `register`: the other is forgotten. `text`: the other is somebody's
   * writing and is kept (see merge.ts).
   */
  merge: 'register' | 'text'
}

/**
 * UTF-16 units of the longest text that travels. An edit takes 20,000 (see edits.ts), but undoing one puts back what a
 * file said, and the facts of a file hold all that it says.
 */
export const LONGEST_TEXT = 300_000

/** UTF-16 units of the longest keyword, as edits.ts and the catalog have it. */
export const LONGEST_KEYWORD = 500

/** Characters of the longest order key. Albums get new ones long before (see order-key.ts). */
const LONGEST_ORDER_KEY = 256

const longText = z
  .string()
  .max(LONGEST_TEXT)
  .refine((text) => text.isWellFormed())
const milliseconds = z.number().int().min(0)
const present = z.union([z.literal(0), z.literal(1)])
/** A JSON text that is opaque here: what newer programs write into it is handed on as it is. */
const blobPlace = z.string().min(1).max(2_000).nullable()
const orderKey = z
  .string()
  .max(LONGEST_ORDER_KEY)
  .regex(/^[0-9A-Za-z]*[1-9A-Za-z]$/)

function codesBelow(count: number) {
  return z
    .number()
    .int()
    .min(0)
    .max(count - 1)
}

function ofPhoto(code: number, value: TravellingField['value']): TravellingField {
  return { code, object: 'photo', element: 'none', value, merge: 'register' }
}

function textOf(code: number, object: TravellingField['object']): TravellingField {
  return { code, object, element: 'none', value: longText, merge: 'text' }
}

/**
 * The one table of what travels. What it says of a field that has travelled holds for ever, since older programs refuse
 * what they know otherwise: a field with other values gets another code.
 */
export const travellingFields: Readonly<Record<TravellingFieldName, TravellingField>> = {
  /** Since when the photo is in the library, milliseconds. */
  added: ofPhoto(1, milliseconds),
  rating: ofPhoto(2, ratingSchema),
  /** Index into FLAG_CODES. */
  flag: ofPhoto(3, codesBelow(FLAG_CODES.length)),
  /** Index into LABEL_CODES. */
  label: ofPhoto(4, codesBelow(LABEL_CODES.length)),
  title: textOf(5, 'photo'),
  caption: textOf(6, 'photo'),
  creator: textOf(7, 'photo'),
  copyright: textOf(8, 'photo'),
  /** Milliseconds; null: not in the trash. */
  trashed_at: ofPhoto(9, milliseconds.nullable()),
  /** The file whose picture stands for the photo; null: by rule. */
  face_choice: ofPhoto(10, fileIdSchema.nullable()),
  /** 1 present, 0 not. */
  keyword: { code: 11, object: 'photo', element: 'keyword', value: present, merge: 'register' },
  'album.title': textOf(12, 'album'),
  /** 0: the album was deleted. */
  'album.alive': { code: 13, object: 'album', element: 'none', value: present, merge: 'register' },
  /** The photo's order key in the album; null: it is not in it. */
  'album.member': {
    code: 14,
    object: 'album',
    element: 'photo',
    value: orderKey.nullable(),
    merge: 'register',
  },
  /** Facts of one of the photo's files, a JSON text that is opaque here; null: the file is gone. */
  file: { code: 15, object: 'photo', element: 'file', value: longText.min(1).nullable(), merge: 'register' },
  /** Where the space keeps a file or a preview, see blob-place.ts; null: nowhere. */
  'blob.file': { code: 16, object: 'photo', element: 'file', value: blobPlace, merge: 'register' },
  'blob.grid': ofPhoto(17, blobPlace),
  'blob.screen': ofPhoto(18, blobPlace),
}

const names = new Map(
  (Object.keys(travellingFields) as TravellingFieldName[]) // Its own keys.
    .map((name) => [travellingFields[name].code, name]),
)

/** The field that a code stands for, or null when a newer program has given it out. */
export function fieldOfCode(code: number): TravellingFieldName | null {
  return names.get(code) ?? null
}

import { z } from 'zod'

/** 32 bytes as base64url without filling: a SHA-256 or a key. */
const bytes32 = z.base64url().length(43)

const blobPlaceSchema = z.object({
  /** Id of the blob. */
  blob: bytes32,
  /** Its key. */
  key: bytes32,
  /** Bytes of the file or preview. */
  bytes: z.number().int().min(0),
  /** Of what is stored together with others: where it begins among them, and the bytes of all. Absent: it is alone. */
  packed: z.object({ at: z.number().int().min(0), of: z.number().int().min(1) }).optional(),
  /** First 16 bytes of the SHA-256 of the file that is in it, or that the preview was made from. Hex. */
  content: z.string().regex(/^[0-9a-f]{32}$/),
  /** Since when the server keeps it, by its receipt. Milliseconds since 1970. */
  kept: z.number().int().min(0),
  /** Of a preview; `colour` is 0xAARRGGBB. */
  picture: z
    .object({
      mimeType: z.enum(['image/webp', 'image/jpeg']),
      width: z.number().int().min(1).max(65_535),
      height: z.number().int().min(1).max(65_535),
      colour: z.number().int().min(0).max(0xffffffff),
    })
    .optional(),
})

/** Where in the space something is kept, sealed, and how it is opened: what the fields `blob.…` hold as JSON text. */
export type BlobPlace = z.infer<typeof blobPlaceSchema>

/** @returns null for a text that is none; it may have been written by another program */
export function parseBlobPlace(text: unknown): BlobPlace | null {
  if (typeof text !== 'string') return null
  try {
    return blobPlaceSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

export function blobPlaceText(place: BlobPlace): string {
  return JSON.stringify(place)
}

/** What a blob's `content` is: the asset that it is sealed for. @param sha256 of the file, 32 bytes as hex */
export function contentIdOf(sha256: string): string {
  return sha256.slice(0, 32)
}

import type { Metadata } from '../../shared/metadata.ts'

/** Width / height x 4096 must fit 16 bits; nothing real is wider than 1 : 15. */
const MOST_ASPECT = 0xffff

/** The aspect column of a picture of that size as shown; 0 where the size is unknown. */
export function aspectOf(width: number, height: number): number {
  if (!(width > 0 && height > 0)) return 0
  return Math.min(MOST_ASPECT, Math.max(1, Math.round((width / height) * 4096)))
}

/** By what the file says of itself, so that a cell has its shape before its preview is made. */
export function aspectByMetadata(metadata: Metadata | null): number {
  if (metadata?.width == null || metadata.height == null) return 0
  const { width, height } = metadata
  return isTurned(metadata) ? aspectOf(height, width) : aspectOf(width, height)
}

/** EXIF orientations 5 to 8 and quarter turns exchange width and height. */
function isTurned({ orientation, rotation }: Metadata): boolean {
  return (orientation ?? 1) >= 5 || Math.abs(rotation ?? 0) % 180 === 90
}

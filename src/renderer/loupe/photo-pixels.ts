import type { PhotoDetail } from '../../shared/photo.ts'
import type { Picture, Size } from './zoom.ts'

/** Pixels of the photo as shown: the file's own, turned as it is shown; null when the file does not say. */
export function photoSize({ metadata, fullPreview }: PhotoDetail, aspect: number): Size | null {
  const { width, height, orientation, rotation } = metadata
  if (!width || !height) return fullPreview
  const shownAspect = aspect || (fullPreview ? fullPreview.width / fullPreview.height : 0)
  const turned = shownAspect
    ? Math.abs(Math.log((height / width) * (1 / shownAspect))) <
      Math.abs(Math.log(width / height / shownAspect))
    : (orientation ?? 1) >= 5 || (rotation ?? 0) % 180 === 90
  return turned ? { width: height, height: width } : { width, height }
}

/** True when the best picture is so much smaller than the photo that the loupe has to say so. */
export function isReduced(best: Size, photo: Size): boolean {
  return longEdge(best) < longEdge(photo) * 0.9
}

/** The best picture to zoom into; it may be fitted up to the size of its photo, no further. */
export function zoomable(best: Size, photo: Size | null): Picture {
  const fitLimit = photo ? Math.max(1, longEdge(photo) / longEdge(best)) : 1
  return { width: best.width, height: best.height, fitLimit }
}

export function longEdge({ width, height }: Size): number {
  return Math.max(width, height)
}

import type { DecodeRequest } from './protocol.ts'

/** What of an embedded picture belongs to the photo. */
export interface Cut {
  /** Null: all of it. */
  region: { left: number; top: number; width: number; height: number } | null
  /** It shows the same cut as the main picture. */
  sameCut: boolean
}

/** Shapes that differ by less are the same, for rounding of small sizes. */
const TOLERANCE = 0.02
/** Black bars of a small JPEG are not quite black. */
const DARK = 28

/**
 * Cameras put black bars around thumbnails whose shape is not the photo's (160 x 120 of a 3:2 picture). Where shape
 * and bars agree they are cut off, plus the pixel that the JPEG smeared.
 */
export function cutBars(
  picture: { data: Uint8Array; width: number; height: number },
  main: Pick<DecodeRequest, 'mainWidth' | 'mainHeight'>,
): Cut {
  const { width, height } = picture
  if (main.mainWidth === 0 || main.mainHeight === 0) return { region: null, sameCut: true }
  if (sameShape(picture, { width: main.mainWidth, height: main.mainHeight }))
    return { region: null, sameCut: true }
  const wanted = main.mainWidth / main.mainHeight
  const shape = width / height
  const wide = wanted > shape
  const barPixels = wide ? (height - width / wanted) / 2 : (width - height * wanted) / 2
  const bar = Math.ceil(barPixels) + 1
  if (!isDark(picture, wide, Math.floor(barPixels))) return { region: null, sameCut: false }
  const region = wide
    ? { left: 0, top: bar, width, height: Math.max(1, height - 2 * bar) }
    : { left: bar, top: 0, width: Math.max(1, width - 2 * bar), height }
  return { region, sameCut: true }
}

interface Shape {
  width: number
  height: number
}

/** As wide as high, or the same lying on its side. */
export function sameShape(a: Shape, b: Shape): boolean {
  const ratio = a.width / a.height / (b.width / b.height)
  const onItsSide = (a.width / a.height) * (b.width / b.height)
  return Math.abs(ratio - 1) < TOLERANCE || Math.abs(onItsSide - 1) < TOLERANCE
}

/** The outermost lines on both sides of where bars would be are dark all over. */
function isDark(
  { data, width, height }: { data: Uint8Array; width: number; height: number },
  wide: boolean,
  bar: number,
): boolean {
  const lines = Math.max(1, bar - 2)
  const edges = wide ? [0, height - lines] : [0, width - lines]
  let sum = 0
  for (const from of edges) {
    for (let line = from; line < from + lines; line++) {
      for (let along = 0; along < (wide ? width : height); along++) {
        const at = (wide ? line * width + along : along * width + line) * 3
        sum += Math.max(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0)
      }
    }
  }
  return sum / (2 * lines * (wide ? width : height)) < DARK
}

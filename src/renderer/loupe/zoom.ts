/** Sizes in device pixels, so that a scale of 1 shows one picture pixel on one pixel of the screen. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** The best picture of a photo. */
export interface Picture extends Size {
  /** How far fitting may enlarge it: above 1 when it has fewer pixels than its photo, which the loupe then says. */
  readonly fitLimit?: number
}

/**
 * How the loupe looks at a picture: fitted, or at a scale with a point of the picture in the middle of the stage.
 * The point is relative to the picture (0–1), so that it stays when a sharper picture or another photo comes in.
 */
export type Zoom =
  | { readonly kind: 'fit' }
  | { readonly kind: 'scale'; readonly scale: number; readonly x: number; readonly y: number }

export interface Point {
  readonly x: number
  readonly y: number
}

export const fit: Zoom = { kind: 'fit' }
const steps = [1 / 16, 1 / 8, 1 / 4, 1 / 3, 1 / 2, 2 / 3, 1, 2, 3, 4, 8, 16]
const largest = 16

/** Scale that shows the whole photo, without enlarging the photo beyond its own pixels. */
export function fitScale(picture: Picture, stage: Size): number {
  if (picture.width <= 0 || picture.height <= 0) return 1
  return Math.min(stage.width / picture.width, stage.height / picture.height, picture.fitLimit ?? 1)
}

export function scaleOf(zoom: Zoom, picture: Picture, stage: Size): number {
  return zoom.kind === 'fit' ? fitScale(picture, stage) : zoom.scale
}

/** Where the picture lies on the stage, in device pixels; whole numbers at 100 % and above, so that edges stay sharp. */
export function place(
  zoom: Zoom,
  picture: Picture,
  stage: Size,
): Size & { left: number; top: number; scale: number } {
  const scale = scaleOf(zoom, picture, stage)
  const width = Math.max(1, Math.round(picture.width * scale))
  const height = Math.max(1, Math.round(picture.height * scale))
  const centre = zoom.kind === 'fit' ? { x: 0.5, y: 0.5 } : zoom
  return {
    width,
    height,
    left: offset(width, stage.width, centre.x),
    top: offset(height, stage.height, centre.y),
    scale,
  }
}

/** A side smaller than the stage is centred; a larger one never leaves a gap. */
function offset(length: number, room: number, centre: number): number {
  if (length <= room) return Math.round((room - length) / 2)
  return Math.round(Math.min(0, Math.max(room - length, room / 2 - centre * length)))
}

/** The picture's point (0–1) under a point of the stage. */
export function pointAt(at: Point, zoom: Zoom, picture: Picture, stage: Size): Point {
  const { left, top, width, height } = place(zoom, picture, stage)
  return { x: clamp01((at.x - left) / width), y: clamp01((at.y - top) / height) }
}

/** Looks at `scale` with the point under `at` staying where it is. A scale at or below the fit is the fit. */
export function zoomAt(at: Point, scale: number, zoom: Zoom, picture: Picture, stage: Size): Zoom {
  const smallest = fitScale(picture, stage)
  const next = Math.min(largest, scale)
  if (next <= smallest * 1.001) return fit
  const point = pointAt(at, zoom, picture, stage)
  return centred(
    {
      kind: 'scale',
      scale: next,
      x: point.x + (stage.width / 2 - at.x) / (picture.width * next),
      y: point.y + (stage.height / 2 - at.y) / (picture.height * next),
    },
    picture,
    stage,
  )
}

/** 100 % with a point of the picture as near the middle as its edges allow. */
export function actualSize(point: Point, picture: Picture, stage: Size): Zoom {
  return centred({ kind: 'scale', scale: 1, x: point.x, y: point.y }, picture, stage)
}

/** The next larger (1) or smaller (-1) step, around the middle of the stage. */
export function step(direction: 1 | -1, zoom: Zoom, picture: Picture, stage: Size): Zoom {
  const now = scaleOf(zoom, picture, stage)
  const next =
    direction === 1
      ? steps.find((scale) => scale > now * 1.01)
      : steps.findLast((scale) => scale < now * 0.99)
  const middle = { x: stage.width / 2, y: stage.height / 2 }
  return zoomAt(middle, next ?? now, zoom, picture, stage)
}

/** Moves the picture by device pixels. */
export function pan(by: Point, zoom: Zoom, picture: Picture, stage: Size): Zoom {
  if (zoom.kind === 'fit') return zoom
  return centred(
    {
      ...zoom,
      x: zoom.x - by.x / (picture.width * zoom.scale),
      y: zoom.y - by.y / (picture.height * zoom.scale),
    },
    picture,
    stage,
  )
}

/** Keeps the middle where the picture's edges allow it, so that panning back answers at once. */
function centred(zoom: Zoom & { kind: 'scale' }, picture: Picture, stage: Size): Zoom {
  return {
    ...zoom,
    x: middle(zoom.x, stage.width / (picture.width * zoom.scale)),
    y: middle(zoom.y, stage.height / (picture.height * zoom.scale)),
  }
}

function middle(centre: number, shown: number): number {
  if (shown >= 1) return 0.5
  return Math.min(1 - shown / 2, Math.max(shown / 2, centre))
}

function clamp01(value: number): number {
  return Math.min(1, Math.max(0, value))
}

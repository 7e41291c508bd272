/** A frame of the filmstrip: which position of the view, and where it lies in CSS pixels. */
export interface FilmFrame {
  readonly position: number
  readonly left: number
  readonly width: number
}

export interface FilmRoom {
  readonly count: number
  readonly active: number
  readonly width: number
  /** How far the strip was pulled aside, in CSS pixels; positive shows what comes after. */
  readonly pulled: number
  /** Width of the frame at a position. */
  frameWidth(position: number): number
}

const gap = 4
export const frameHeight = 62
const narrowest = 28
const widest = 150

/** Width of a frame 62 px high; unknown shapes are taken as 3:2. */
export function frameWidth(aspect: number): number {
  return Math.round(Math.min(widest, Math.max(narrowest, frameHeight * (aspect || 1.5))))
}

/** The frames to draw: those in sight, with the active one in the middle. */
export function filmFrames({ count, active, width, pulled, frameWidth: widthOf }: FilmRoom): FilmFrame[] {
  if (count === 0 || active < 0 || active >= count) return []
  const activeWidth = widthOf(active)
  const start = Math.round(width / 2 - activeWidth / 2 - pulled)

  const before: FilmFrame[] = []
  let right = start - gap
  for (let position = active - 1; position >= 0 && right > -widest; position--) {
    const frame = widthOf(position)
    before.push({ position, left: right - frame, width: frame })
    right -= frame + gap
  }

  const after: FilmFrame[] = []
  let left = start
  for (let position = active; position < count && left < width + widest; position++) {
    const frame = widthOf(position)
    after.push({ position, left, width: frame })
    left += frame + gap
  }
  return [...before.reverse(), ...after].filter(
    (frame) => frame.left < width + widest && frame.left + frame.width > -widest,
  )
}

import { create } from 'zustand'
import type { Picture, Point, Size, Zoom } from './zoom.ts'
import { actualSize, fit, pan, scaleOf, step, zoomAt } from './zoom.ts'

/** Where something is on the screen, in CSS pixels. */
export interface ScreenBox {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

interface LoupeState {
  zoom: Zoom
  /** The picture's point (0–1) that 100 % by key looks at: where one looked closer last, else the middle. */
  focus: Point
  /** Device pixels of the stage, and of the best picture of the photo. */
  stage: Size
  picture: Picture | null
  /** Pills with name, exposure and marks lie on the photo. */
  pills: boolean
  clipping: boolean
  /** The photo alone, full screen. */
  alone: boolean
  /** The info panel lies over the stage, for typing. */
  infoOpen: boolean
  /** The grid cell that the photo grows from. */
  origin: ScreenBox | null
  /** Plays or pauses what the photo has to play. */
  play: (() => void) | null
}

export const useLoupe = create<LoupeState>(() => ({
  zoom: fit,
  focus: { x: 0.5, y: 0.5 },
  stage: { width: 0, height: 0 },
  picture: null,
  pills: true,
  clipping: false,
  alone: false,
  infoOpen: false,
  origin: null,
  play: null,
}))

/** 100 % at a point of the picture (0–1), by default where one looked last; from anything closer, the whole photo. */
export function toggleActualSize(at?: Point): void {
  const { zoom, picture, stage, focus } = useLoupe.getState()
  if (!picture) return
  if (scaleOf(zoom, picture, stage) >= 1 && zoom.kind === 'scale') return showWhole()
  const point = at ?? focus
  useLoupe.setState({ focus: point, zoom: actualSize(point, picture, stage) })
}

export function showWhole(): void {
  useLoupe.setState({ zoom: fit })
}

export function stepZoom(direction: 1 | -1): void {
  const { zoom, picture, stage } = useLoupe.getState()
  if (picture) look(step(direction, zoom, picture, stage))
}

/** Zooms by a factor around a point of the stage, in device pixels. */
export function zoomBy(factor: number, at: Point): void {
  const { zoom, picture, stage } = useLoupe.getState()
  if (picture) look(zoomAt(at, scaleOf(zoom, picture, stage) * factor, zoom, picture, stage))
}

/** Moves the picture by device pixels. */
export function panBy(by: Point): void {
  const { zoom, picture, stage } = useLoupe.getState()
  if (picture) look(pan(by, zoom, picture, stage))
}

/** Moves the picture by a quarter of the stage. */
export function panBySteps(across: number, down: number): void {
  const { stage } = useLoupe.getState()
  panBy({ x: (-across * stage.width) / 4, y: (-down * stage.height) / 4 })
}

function look(zoom: Zoom): void {
  useLoupe.setState(zoom.kind === 'fit' ? { zoom } : { zoom, focus: { x: zoom.x, y: zoom.y } })
}

import { useLibrary } from '../state/library-store.ts'
import { useScreen } from '../state/screen-store.ts'
import type { GridLayout } from './layout.ts'
import { measures } from './layout.ts'
import { cellsOf, rowAt } from './layout-places.ts'
import type { GridSurface } from './surface.ts'

/** px the pointer moves before a press becomes a band. */
const threshold = 4
/** px from an edge of the window in which the grid scrolls by itself. */
const edge = 36

interface Point {
  x: number
  y: number
}

/** Selecting by drawing a rectangle from a place between photos. It scrolls at the edges of the window. */
export class BandSelection {
  private readonly surface: GridSurface
  private readonly box = document.createElement('div')
  private from: Point | null = null
  private pointer: PointerEvent | null = null
  private before: ReadonlySet<number> = new Set()
  private frame = 0
  private listening = new AbortController()

  constructor(surface: GridSurface) {
    this.surface = surface
    this.box.className = 'grid-band'
    this.box.hidden = true
    surface.element.append(this.box)
  }

  start(event: PointerEvent, keep: boolean): void {
    this.from = this.surface.contentPoint(event.clientX, event.clientY)
    this.before = keep ? useScreen.getState().selected : new Set()
    this.listening = new AbortController()
    const { signal } = this.listening
    window.addEventListener('pointermove', (move) => this.moved(move), { signal })
    window.addEventListener('pointerup', () => this.stop(), { signal })
    window.addEventListener('pointercancel', () => this.stop(), { signal })
  }

  stop(): void {
    this.listening.abort()
    cancelAnimationFrame(this.frame)
    this.frame = 0
    this.from = null
    this.box.hidden = true
  }

  private moved(event: PointerEvent): void {
    this.pointer = event
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.draw())
  }

  private draw(): void {
    this.frame = 0
    const { from, pointer, surface } = this
    if (!from || !pointer) return
    const to = surface.contentPoint(pointer.clientX, pointer.clientY)
    const far = Math.abs(to.x - from.x) > threshold || Math.abs(to.y - from.y) > threshold
    if (this.box.hidden && !far) return
    this.scrollAtEdge(pointer)
    this.show(from, to)
    this.select(from, to)
  }

  private scrollAtEdge(pointer: PointerEvent): void {
    const box = this.surface.element.getBoundingClientRect()
    const above = box.top + edge - pointer.clientY
    const below = pointer.clientY - (box.bottom - edge)
    const step = above > 0 ? -above : below > 0 ? below : 0
    if (step === 0) return
    this.surface.scroller.scrollTo(this.surface.scroller.offset + step / 2)
    this.frame = requestAnimationFrame(() => this.draw())
  }

  private show(from: Point, to: Point): void {
    const { style } = this.box
    const { offset } = this.surface.scroller
    style.left = `${Math.min(from.x, to.x) + measures.padding}px`
    style.top = `${Math.min(from.y, to.y) - offset}px`
    style.width = `${Math.abs(to.x - from.x)}px`
    style.height = `${Math.abs(to.y - from.y)}px`
    this.box.hidden = false
  }

  private select(from: Point, to: Point): void {
    const order = useLibrary.getState().view?.order
    const { layout } = this.surface
    if (!order || !layout) return
    const selected = new Set(this.before)
    for (const position of positionsIn(layout, from, to)) selected.add(order[position]!)
    useScreen.setState({ selected })
  }
}

/** Positions of the photos that a rectangle touches. */
export function positionsIn(layout: GridLayout, from: Point, to: Point): number[] {
  const [left, right] = from.x < to.x ? [from.x, to.x] : [to.x, from.x]
  const [top, bottom] = from.y < to.y ? [from.y, to.y] : [to.y, from.y]
  const positions: number[] = []
  if (layout.rows === 0) return positions
  for (let row = rowAt(layout, top); row <= rowAt(layout, bottom); row++) {
    const rowTop = layout.rowTop[row]!
    const rowBottom = rowTop + layout.rowHeight[row]! + measures.strip
    if (rowBottom < top || rowTop > bottom) continue
    for (const cell of cellsOf(layout, row)) {
      if (cell.x + cell.width >= left && cell.x <= right) positions.push(cell.position)
    }
  }
  return positions
}

import type { HostBridge } from '../../shared/ipc/client.ts'
import { type CellSurroundings, cellState } from './cell-state.ts'
import type { CellView } from './cell-view.ts'
import { type GridLayout, type LayoutInput, layOut, measures } from './layout.ts'
import { cellsOf, groupBeginningAt, groupOf, rowAt, rowOf, rowTopWithHeading } from './layout-places.ts'
import { PictureRequests } from './picture-requests.ts'
import { RowView } from './row-view.ts'
import { VirtualScroller } from './virtual-scroller.ts'

/** A scroll faster than this many px per frame shows colours only, so that frames stay short. */
const flying = 100
const frameTime = 1000 / 60
/** Without a scroll for this long, in ms, the grid has come to rest. */
const restsAfter = 50
/** px drawn beyond the window, so that slow scrolling meets finished rows. */
const overscan = 320
/** Transforms are exact to the px only within some millions; rows are placed from a base near the window. */
const rebaseAfter = 1_000_000

export interface GridContent extends Omit<CellSurroundings, 'lean'> {
  readonly order: Uint32Array
  /** Changes when shapes or days of photos change. */
  readonly shape: number
  readonly rowHeight: number
  /** Photos are ordered by capture time, so that days can have headings. */
  readonly byDay: boolean
}

/** Where the window is in the view. */
export interface GridPlace {
  readonly offset: number
  readonly first: number
  readonly last: number
}

/**
 * The grid's surface: draws the rows near the window from typed arrays, outside React, with pooled elements that
 * are moved by transform. The row of the active photo is never taken away, so that it can keep the focus.
 */
export class GridSurface {
  layout: GridLayout | null = null
  readonly scroller: VirtualScroller
  readonly element: HTMLElement
  private readonly canvas = document.createElement('div')
  private readonly rows = new Map<number, RowView>()
  private readonly rowPool: RowView[] = []
  private readonly cellPool: CellView[] = []
  private readonly bySlot = new Map<number, CellView>()
  private readonly pictures: PictureRequests
  private readonly onPlace: (place: GridPlace) => void
  private readonly resizes: ResizeObserver
  private readonly onResize: () => void
  private content: GridContent | null = null
  private revision = 0
  private base = 0
  private lean = false
  private frame = 0
  private restTimer: ReturnType<typeof setTimeout> | undefined
  private drawnOffset = 0
  private drawnAt = 0

  /** Builds its elements in `host`, which gives it its size. */
  constructor(host: HTMLElement, bridge: HostBridge, onPlace: (place: GridPlace) => void) {
    this.onPlace = onPlace
    const scrollerElement = document.createElement('div')
    const spacer = document.createElement('div')
    this.element = document.createElement('div')
    scrollerElement.className = 'grid-scroller'
    scrollerElement.tabIndex = -1
    spacer.className = 'grid-spacer'
    this.element.className = 'grid-window'
    this.element.setAttribute('role', 'grid')
    this.element.setAttribute('aria-multiselectable', 'true')
    this.canvas.className = 'grid-canvas'
    this.canvas.setAttribute('role', 'none')
    this.element.append(this.canvas)
    spacer.append(this.element)
    scrollerElement.append(spacer)
    host.append(scrollerElement)

    this.scroller = new VirtualScroller(scrollerElement, spacer, () => this.moved())
    this.pictures = new PictureRequests(bridge, {
      onThumbnail: (slot) => this.thumbnailArrived(slot),
      onFacts: () => this.refresh(),
    })
    this.onResize = () => {
      this.scroller.measure()
      this.element.style.height = `${this.scroller.viewport}px`
      // The observer also speaks up when it begins, and when the window only got higher.
      if (this.layout?.input.width === this.width()) this.draw()
      else this.relayout()
    }
    this.resizes = new ResizeObserver(this.onResize)
    this.resizes.observe(scrollerElement)
  }

  /** Shows this content. Lays it out anew only when that changes where photos are. */
  show(content: GridContent): void {
    const before = this.content
    this.content = content
    const same =
      before?.order === content.order &&
      before.shape === content.shape &&
      before.rowHeight === content.rowHeight &&
      before.byDay === content.byDay
    if (same) this.refresh()
    else this.relayout()
  }

  /** Draws what is visible again, after values of photos changed. */
  refresh(): void {
    this.revision++
    this.schedule()
  }

  /** Names and badges of these photos changed; null: of many. */
  outdate(slots: readonly number[] | null): void {
    this.pictures.facts.outdate(slots)
  }

  /** Scrolls as little as needed to show a photo whole. */
  reveal(position: number): void {
    const { layout } = this
    if (!layout || position < 0 || position >= layout.input.order.length) return
    const row = rowOf(layout, position)
    const top = rowTopWithHeading(layout, row)
    const bottom = layout.rowTop[row]! + layout.rowHeight[row]! + measures.strip + measures.gap
    const { offset, viewport } = this.scroller
    if (top < offset) this.scroller.scrollTo(top)
    else if (bottom > offset + viewport) this.scroller.scrollTo(Math.min(top, bottom - viewport))
  }

  /** Brings the row of a photo to the top of the window. */
  scrollToPosition(position: number): void {
    const { layout } = this
    if (layout && layout.rows > 0) this.scroller.scrollTo(rowTopWithHeading(layout, rowOf(layout, position)))
  }

  /** Gives the focus to the active photo. */
  focusActive(): void {
    this.draw()
    this.activeElement()?.focus({ preventScroll: true })
  }

  activeElement(): HTMLElement | null {
    const slot = this.content?.order[this.content.active]
    return slot === undefined ? null : (this.bySlot.get(slot)?.element ?? null)
  }

  /** A point of the screen in the content's own px; x from the left edge of the photos. */
  contentPoint(clientX: number, clientY: number): { x: number; y: number } {
    const box = this.element.getBoundingClientRect()
    return { x: clientX - box.left - measures.padding, y: clientY - box.top + this.scroller.offset }
  }

  stop(): void {
    cancelAnimationFrame(this.frame)
    clearTimeout(this.restTimer)
    this.resizes.disconnect()
    this.scroller.stop()
    this.pictures.stop()
  }

  /** Room for photos, px. */
  private width(): number {
    return this.element.clientWidth - measures.padding * 2
  }

  /** Lays out anew and keeps the photo in view that was there: the active one, else the first. */
  private relayout(): void {
    const { content, layout } = this
    const width = this.width()
    if (!content || width <= 0) return
    const { order, columns, rowHeight, byDay } = content
    const input: LayoutInput = {
      order,
      aspect: columns.aspect,
      day: byDay ? columns.day : null,
      width,
      rowHeight,
    }
    const anchor = layout && this.anchor(layout)
    this.layout = layOut(input)
    this.element.setAttribute('aria-rowcount', String(this.layout.rows + (byDay ? this.layout.groups : 0)))
    const hadFocus = this.element.contains(document.activeElement)
    this.removeAllRows()
    this.revision++
    const stays = anchor ? order.indexOf(anchor.slot) : -1
    if (anchor && stays >= 0)
      this.scroller.offset = this.layout.rowTop[rowOf(this.layout, stays)]! - anchor.below
    this.scroller.setHeight(this.layout.height + measures.padding)
    this.draw()
    if (hadFocus) this.focusActive()
  }

  private anchor(layout: GridLayout): { slot: number; below: number } | null {
    if (layout.rows === 0) return null
    const { order } = layout.input
    const { offset, viewport } = this.scroller
    const active = this.content?.active ?? -1
    if (active >= 0 && active < order.length) {
      const below = layout.rowTop[rowOf(layout, active)]! - offset
      if (below > -1 && below < viewport) return { slot: order[active]!, below }
    }
    const row = rowAt(layout, offset + measures.heading)
    return { slot: order[layout.rowStart[row]!]!, below: layout.rowTop[row]! - offset }
  }

  private moved(): void {
    this.schedule()
    clearTimeout(this.restTimer)
    // Its frame finds the same offset as the one before, unless a scroll was only waiting to be handled.
    this.restTimer = setTimeout(() => this.schedule(), restsAfter)
  }

  private schedule(): void {
    if (this.frame !== 0) return
    this.frame = requestAnimationFrame((time) => {
      // A frame that came late has more to scroll; it is not faster for that.
      const frames = Math.min(2, Math.max(1, (time - this.drawnAt) / frameTime))
      this.lean = Math.abs(this.scroller.offset - this.drawnOffset) / frames > flying
      this.drawnAt = time
      this.draw()
    })
  }

  private draw(): void {
    cancelAnimationFrame(this.frame)
    this.frame = 0
    const { layout, content } = this
    if (!layout || !content) return
    const { offset, viewport } = this.scroller
    this.drawnOffset = offset
    if (Math.abs(offset - this.base) > rebaseAfter) {
      this.base = Math.round(offset)
      this.revision++
    }
    const margin = this.lean ? 0 : overscan
    const from = layout.rows === 0 ? 0 : rowAt(layout, offset - margin)
    const to = layout.rows === 0 ? -1 : rowAt(layout, offset + viewport + margin)
    const pinned = content.active >= 0 && layout.rows > 0 ? rowOf(layout, content.active) : -1
    for (const [row, view] of this.rows) {
      if ((row < from || row > to) && row !== pinned) this.removeRow(row, view)
    }
    for (let row = from; row <= to; row++) this.drawRow(row)
    if (pinned >= 0 && (pinned < from || pinned > to)) this.drawRow(pinned)
    this.canvas.style.transform = `translateY(${Math.round(this.base - offset)}px)`
    if (!this.lean) this.pictures.ask(layout, content, { from, to, offset, viewport })
    this.reportPlace()
  }

  private drawRow(row: number): void {
    const { layout, content, revision, lean } = this
    let view = this.rows.get(row)
    // A finished row stays finished while the grid flies.
    if (view?.revision === revision && (view.lean === lean || !view.lean)) return
    if (!layout || !content) return
    if (!view) {
      view = this.rowPool.pop() ?? new RowView()
      this.rows.set(row, view)
      this.canvas.insertBefore(view.element, this.elementBelow(row))
    }
    view.row = row
    view.revision = revision
    view.lean = lean
    const top = Math.round(layout.rowTop[row]! - this.base)
    const group = groupBeginningAt(layout, row)
    const headings = content.byDay ? groupOf(layout, layout.rowStart[row]!) + 1 : 0
    view.place(top, row + headings + 1)
    const begins = content.byDay && group >= 0
    view.showHeading(
      begins
        ? {
            day: content.format.day(content.columns.day[content.order[layout.rowStart[row]!]!]!),
            count: content.text.library.photos(
              content.format,
              layout.groupStart[group + 1]! - layout.groupStart[group]!,
            ),
            top: top - measures.heading,
            rowIndex: row + headings,
          }
        : null,
    )
    this.drawCells(view, layout, content)
  }

  /** The nearest drawn row further down: elements stand in the order of the rows, as they are read aloud. */
  private elementBelow(row: number): HTMLElement | null {
    let below = Infinity
    for (const drawn of this.rows.keys()) if (drawn > row && drawn < below) below = drawn
    return this.rows.get(below)?.first ?? null
  }

  private drawCells(view: RowView, layout: GridLayout, content: GridContent): void {
    const places = cellsOf(layout, view.row)
    const height = Math.round(layout.rowHeight[view.row]!)
    const around = { ...content, lean: view.lean }
    view.resize(places.length, this.cellPool)
    places.forEach((place, column) => {
      const cell = view.cells[column]!
      const slot = content.order[place.position]!
      if (this.bySlot.get(cell.slot) === cell) this.bySlot.delete(cell.slot)
      const facts = this.pictures.facts.get(slot)
      cell.show(
        cellState({ ...place, slot, column: column + 1, height }, facts, around),
        content.text.library.cannotBeDecoded,
      )
      this.bySlot.set(slot, cell)
      if (!view.lean) this.attach(cell)
    })
  }

  private attach(cell: CellView): void {
    const version = this.content?.columns.preview[cell.slot] ?? 0
    const canvas = this.pictures.thumbnails.get(cell.slot, version)
    if (canvas) cell.setThumbnail(canvas)
  }

  private thumbnailArrived(slot: number): void {
    const cell = this.bySlot.get(slot)
    if (cell && !this.lean) this.attach(cell)
  }

  private reportPlace(): void {
    const { layout } = this
    if (!layout || layout.rows === 0) return
    const { offset, viewport } = this.scroller
    const first = rowAt(layout, offset + measures.heading)
    const last = rowAt(layout, offset + viewport - 1)
    this.onPlace({ offset, first: layout.rowStart[first]!, last: layout.rowStart[last + 1]! - 1 })
  }

  private removeRow(row: number, view: RowView): void {
    for (const cell of view.cells) if (this.bySlot.get(cell.slot) === cell) this.bySlot.delete(cell.slot)
    view.remove(this.cellPool)
    this.rows.delete(row)
    this.rowPool.push(view)
  }

  private removeAllRows(): void {
    for (const [row, view] of this.rows) this.removeRow(row, view)
  }
}

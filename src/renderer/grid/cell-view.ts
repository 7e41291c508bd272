import { type Marks, stripMarks } from './strip-view.ts'

/** Everything one cell shows. */
export interface CellState {
  readonly position: number
  readonly slot: number
  readonly column: number
  readonly x: number
  readonly width: number
  readonly height: number
  /** CSS colour that stands for the photo until its thumbnail is there. */
  readonly colour: string
  readonly selected: boolean
  readonly active: boolean
  readonly rejected: boolean
  readonly missing: boolean
  /** Format of a photo that no decoder can read; its tile says so. */
  readonly undecodable: string | null
  /** Null while the grid flies by: marks are drawn when it slows down. */
  readonly marks: Marks | null
  /** Shown in the strip while the pointer is over the cell. */
  readonly fileName: string
  readonly accessibleName: string
}

/** Below these widths the strip leaves out the badge, then writes the rating as a number. */
const narrow = 118
const tiny = 96

/** The elements of one cell, used again for other photos. What did not change is not touched. */
export class CellView {
  readonly element = document.createElement('div')
  slot = -1
  position = -1
  private readonly photo = document.createElement('div')
  private strip: HTMLElement | null = null
  private canvas: HTMLCanvasElement | null = null
  private tile: HTMLElement | null = null
  private shown: Partial<CellState> = {}
  private marksKey = ''

  constructor() {
    this.element.setAttribute('role', 'gridcell')
    this.element.className = 'cell'
    this.element.tabIndex = -1
    this.photo.className = 'cell-photo'
    this.photo.dataset.photo = ''
    this.element.draggable = true
    this.element.append(this.photo)
  }

  show(state: CellState, undecodableText: string): void {
    const { shown } = this
    const { style } = this.element
    if (state.slot !== this.slot) {
      this.setThumbnail(null)
      this.element.dataset.slot = String(state.slot)
      this.slot = state.slot
    }
    this.position = state.position
    if (shown.x !== state.x) style.left = `${state.x}px`
    if (shown.width !== state.width) {
      style.width = `${state.width}px`
      this.element.classList.toggle('cell-narrow', state.width < narrow)
      this.element.classList.toggle('cell-tiny', state.width < tiny)
    }
    if (shown.height !== state.height) this.photo.style.height = `${state.height}px`
    if (shown.colour !== state.colour) this.photo.style.backgroundColor = state.colour
    if (shown.column !== state.column) this.element.setAttribute('aria-colindex', String(state.column))
    if (shown.position !== state.position) this.element.dataset.position = String(state.position)
    if (shown.active !== state.active) {
      this.element.classList.toggle('cell-active', state.active)
      this.element.tabIndex = state.active ? 0 : -1
    }
    if (shown.selected !== state.selected) {
      this.element.classList.toggle('cell-selected', state.selected)
      this.element.setAttribute('aria-selected', String(state.selected))
    }
    if (shown.rejected !== state.rejected) this.element.classList.toggle('cell-rejected', state.rejected)
    if (shown.missing !== state.missing) this.element.classList.toggle('cell-missing', state.missing)
    if (shown.accessibleName !== state.accessibleName) {
      this.element.setAttribute('aria-label', state.accessibleName)
    }
    if (shown.undecodable !== state.undecodable) this.showTile(state.undecodable, undecodableText)
    this.showMarks(state)
    this.shown = state
  }

  setThumbnail(canvas: HTMLCanvasElement | null): void {
    if (canvas === this.canvas) return
    this.canvas?.remove()
    this.canvas = canvas
    if (canvas) this.photo.append(canvas)
  }

  get hasThumbnail(): boolean {
    return this.canvas !== null
  }

  private showMarks({ marks, fileName }: CellState): void {
    const key = marks ? `${Object.values(marks).join('|')}|${fileName}` : ''
    if (key === this.marksKey) return
    this.marksKey = key
    this.strip?.remove()
    this.strip = marks && stripMarks(marks)
    if (!this.strip) return
    const name = this.strip.querySelector('.cell-name')
    if (name) name.textContent = fileName
    this.element.append(this.strip)
  }

  private showTile(format: string | null, text: string): void {
    this.tile?.remove()
    this.tile = null
    if (format === null) return
    this.tile = document.createElement('div')
    this.tile.className = 'cell-tile'
    this.tile.setAttribute('aria-hidden', 'true')
    const name = document.createElement('b')
    name.textContent = format
    this.tile.append(name, ` ${text}`)
    this.photo.append(this.tile)
  }
}

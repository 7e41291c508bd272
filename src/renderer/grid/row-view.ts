import { CellView } from './cell-view.ts'

/** The elements of one row and, when it begins a day, of the heading above it. Used again for other rows. */
export class RowView {
  readonly element = document.createElement('div')
  readonly cells: CellView[] = []
  /** What it shows now; the surface compares it with what it should show. */
  row = -1
  revision = -1
  lean = false
  private heading: HTMLElement | null = null

  constructor() {
    this.element.setAttribute('role', 'row')
    this.element.className = 'grid-row'
  }

  /** Its first element in the order of the page. */
  get first(): HTMLElement {
    return this.heading ?? this.element
  }

  /** Makes it have that many cells, taking from and giving to the pool. */
  resize(count: number, pool: CellView[]): void {
    while (this.cells.length > count) {
      const cell = this.cells.pop()!
      cell.element.remove()
      cell.setThumbnail(null)
      pool.push(cell)
    }
    while (this.cells.length < count) {
      const cell = pool.pop() ?? new CellView()
      this.cells.push(cell)
      this.element.append(cell.element)
    }
  }

  place(top: number, rowIndex: number): void {
    this.element.style.transform = `translateY(${top}px)`
    this.element.setAttribute('aria-rowindex', String(rowIndex))
  }

  /** The day heading: a row of its own for screen readers. */
  showHeading(heading: DayHeading | null): void {
    if (!heading) {
      this.heading?.remove()
      this.heading = null
      return
    }
    if (!this.heading) {
      this.heading = document.createElement('div')
      this.heading.setAttribute('role', 'row')
      this.heading.className = 'grid-heading'
      const title = document.createElement('div')
      title.setAttribute('role', 'rowheader')
      title.append(document.createElement('b'), document.createElement('span'))
      this.heading.append(title)
      this.element.before(this.heading)
    }
    const [day, count] = this.heading.firstElementChild!.children
    if (day!.textContent !== heading.day) day!.textContent = heading.day
    if (count!.textContent !== heading.count) count!.textContent = heading.count
    this.heading.style.transform = `translateY(${heading.top}px)`
    this.heading.setAttribute('aria-rowindex', String(heading.rowIndex))
  }

  remove(pool: CellView[]): void {
    this.resize(0, pool)
    this.heading?.remove()
    this.heading = null
    this.element.remove()
    this.row = -1
    this.revision = -1
  }
}

export interface DayHeading {
  readonly day: string
  readonly count: string
  readonly top: number
  readonly rowIndex: number
}

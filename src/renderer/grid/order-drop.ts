import { useLibrary } from '../state/library-store.ts'
import { useScreen } from '../state/screen-store.ts'
import { draggedPhotos } from './grid-pointer.ts'

/** Puts the dragged photos into a place of the order: behind the photo in a slot, or first. */
export type OrderDrop = (slots: number[], after: number | null) => void

/** Lets photos of an album be dragged to another place while it is sorted by hand. A bar shows where they will go. */
export function listenToOrderDrop(grid: HTMLElement, onDrop: OrderDrop): () => void {
  const listening = new AbortController()
  const { signal } = listening
  let target: HTMLElement | null = null

  const mark = (cell: HTMLElement | null, before: boolean) => {
    target?.removeAttribute('data-drop')
    target = cell
    if (cell) cell.dataset.drop = before ? 'before' : 'after'
  }
  const over = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes(draggedPhotos) || !isSortedByHand()) return
    const cell = cellAt(event)
    mark(cell, cell !== null && isLeftHalf(event, cell))
    if (!cell) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'copy'
  }
  const drop = (event: DragEvent) => {
    const cell = cellAt(event)
    const text = event.dataTransfer?.getData(draggedPhotos) ?? ''
    mark(null, false)
    if (!cell || text === '' || !isSortedByHand()) return
    event.preventDefault()
    // Written by the grid itself at the beginning of the drag, under a type that nobody else uses.
    const slots = JSON.parse(text) as number[]
    const place = Number(cell.dataset.position) - (isLeftHalf(event, cell) ? 1 : 0)
    onDrop(slots, unmovedBefore(place, new Set(slots)))
  }

  grid.addEventListener('dragover', over, { signal })
  grid.addEventListener('drop', drop, { signal })
  grid.addEventListener('dragleave', () => mark(null, false), { signal })
  grid.addEventListener('dragend', () => mark(null, false), { signal })
  return () => {
    listening.abort()
    mark(null, false)
  }
}

function isSortedByHand(): boolean {
  const { source, sort } = useScreen.getState()
  return source.kind === 'album' && sort.field === 'album' && !sort.descending
}

function cellAt(event: DragEvent): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>('.cell') : null
}

function isLeftHalf(event: DragEvent, cell: HTMLElement): boolean {
  const { left, width } = cell.getBoundingClientRect()
  return event.clientX < left + width / 2
}

/** Slot of the last photo at or before a position that is not itself moved; null when there is none. */
function unmovedBefore(position: number, moved: ReadonlySet<number>): number | null {
  const order = useLibrary.getState().view?.order
  for (let at = position; order && at >= 0; at--) {
    const slot = order[at]
    if (slot !== undefined && !moved.has(slot)) return slot
  }
  return null
}

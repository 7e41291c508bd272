import {
  activate,
  editSlots,
  extendSelection,
  selectNone,
  selectOnly,
  toggleSelected,
} from '../state/selection.ts'
import { useLibrary } from '../state/library-store.ts'
import { useScreen } from '../state/screen-store.ts'
import { BandSelection } from './band-selection.ts'
import type { GridSurface } from './surface.ts'

/** Type of what is dragged from the grid: slots as JSON. Only this window understands it. */
export const draggedPhotos = 'application/x-image-space-slots'

/** Clicks, double clicks, the selection band and dragging of photos. */
export function listenToPointer(
  surface: GridSurface,
  open: () => void,
  dragLabel: (count: number) => string,
): () => void {
  const { element } = surface
  const listening = new AbortController()
  const { signal } = listening
  const band = new BandSelection(surface)

  const positionAt = (target: EventTarget | null): number => {
    const cell = target instanceof Element ? target.closest<HTMLElement>('[data-position]') : null
    return cell ? Number(cell.dataset.position) : -1
  }

  element.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0) return
      const position = positionAt(event.target)
      if (position < 0) {
        if (!isAdding(event) && !event.shiftKey) selectNone()
        band.start(event, isAdding(event))
      } else press(event, position)
      surface.focusActive()
    },
    { signal },
  )
  element.addEventListener('click', (event) => release(event, positionAt(event.target)), { signal })
  element.addEventListener(
    'dblclick',
    (event) => {
      if (positionAt(event.target) >= 0) open()
    },
    { signal },
  )
  element.addEventListener(
    'dragstart',
    (event) => {
      const position = positionAt(event.target)
      if (position < 0 || !event.dataTransfer) return
      const slots = editSlots()
      event.dataTransfer.setData(draggedPhotos, JSON.stringify(slots))
      event.dataTransfer.effectAllowed = 'copy'
      showDragged(event.dataTransfer, dragLabel(slots.length))
    },
    { signal },
  )
  return () => {
    listening.abort()
    band.stop()
  }
}

const isAdding = (event: MouseEvent) => event.ctrlKey || event.metaKey

/** A press selects at once, unless the photo is selected already: then it may be the beginning of a drag. */
function press(event: PointerEvent, position: number): void {
  if (event.shiftKey) extendSelection(position, isAdding(event))
  else if (isAdding(event)) toggleSelected(position)
  else if (isSelected(position)) activate(position)
  else selectOnly(position)
}

/** A click that was no drag leaves the one photo selected. */
function release(event: MouseEvent, position: number): void {
  if (position >= 0 && !event.shiftKey && !isAdding(event)) selectOnly(position)
}

function isSelected(position: number): boolean {
  const slot = useLibrary.getState().view?.order[position]
  return slot !== undefined && useScreen.getState().selected.has(slot)
}

/** What hangs on the pointer: how many photos, not a copy of one cell. */
function showDragged(transfer: DataTransfer, label: string): void {
  const badge = document.createElement('div')
  badge.className = 'drag-badge'
  badge.textContent = label
  document.body.append(badge)
  transfer.setDragImage(badge, -12, -12)
  setTimeout(() => badge.remove())
}

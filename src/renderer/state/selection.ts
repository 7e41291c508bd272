import { useLibrary } from './library-store.ts'
import { useScreen } from './screen-store.ts'

/*
 * The active photo is a position in the view; the selection is a set of slots, so that it survives another order.
 * Edits go to the selection when the active photo is in it, else to the active photo alone.
 */

const nothing: ReadonlySet<number> = new Set()

/** Slot of the active photo, or null. */
export function activeSlot(): number | null {
  return useLibrary.getState().view?.order[useScreen.getState().active] ?? null
}

/** Slot of the active photo, or null; renders again when it changes. */
export function useActiveSlot(): number | null {
  const position = useScreen((state) => state.active)
  return useLibrary((state) => state.view?.order[position] ?? null)
}

/** Slots that an edit is for now: the selection, else the active photo. */
export function editSlots(): number[] {
  const { selected } = useScreen.getState()
  const slot = activeSlot()
  if (slot === null) return [...selected]
  return selected.has(slot) ? [...selected] : [slot]
}

/** Makes a photo active and the only selected one. */
export function selectOnly(position: number): void {
  const slot = useLibrary.getState().view?.order[position]
  if (slot === undefined) return
  useScreen.setState({ active: position, anchor: position, selected: new Set([slot]) })
}

/** Makes a photo active and leaves the selection as it is. */
export function activate(position: number): void {
  if (useLibrary.getState().view?.order[position] === undefined) return
  useScreen.setState({ active: position })
}

/** Adds a photo to the selection or takes it out, and makes it active. */
export function toggleSelected(position: number): void {
  const slot = useLibrary.getState().view?.order[position]
  if (slot === undefined) return
  const selected = new Set(useScreen.getState().selected)
  if (!selected.delete(slot)) selected.add(slot)
  useScreen.setState({ active: position, anchor: position, selected })
}

/** Selects everything from the anchor to a photo and makes it active; with `keep`, in addition to what was. */
export function extendSelection(position: number, keep = false): void {
  const { anchor, active } = useScreen.getState()
  const from = anchor >= 0 ? anchor : Math.max(0, active)
  selectRange(from, position, keep)
  useScreen.setState({ active: position, anchor: from })
}

/** Selects the photos of two positions and all between. */
export function selectRange(from: number, to: number, keep: boolean): void {
  const order = useLibrary.getState().view?.order
  if (!order) return
  const selected = new Set(keep ? useScreen.getState().selected : nothing)
  const last = Math.min(Math.max(from, to), order.length - 1)
  for (let position = Math.max(0, Math.min(from, to)); position <= last; position++) {
    selected.add(order[position]!)
  }
  useScreen.setState({ selected })
}

export function selectAll(): void {
  const order = useLibrary.getState().view?.order
  if (order) useScreen.setState({ selected: new Set(order) })
}

export function selectNone(): void {
  useScreen.setState({ selected: nothing, anchor: -1 })
}

import { useLibrary } from '../state/library-store.ts'
import { useScreen } from '../state/screen-store.ts'
import { selectOnly } from '../state/selection.ts'

/** Goes to a position of the view, as near as there is one. */
export function goTo(position: number): void {
  const last = (useLibrary.getState().view?.order.length ?? 0) - 1
  selectOnly(Math.min(last, Math.max(0, position)))
}

export function goBy(steps: number): void {
  goTo(useScreen.getState().active + steps)
}

export function lastPosition(): number {
  return (useLibrary.getState().view?.order.length ?? 0) - 1
}

/** Goes to the first photo of the next (1) or previous (-1) capture day in the order of the view. */
export function goToDay(direction: 1 | -1): void {
  const { view, columns } = useLibrary.getState()
  if (!view) return
  const dayAt = (position: number) => columns.day[view.order[position] ?? -1]
  let position = useScreen.getState().active
  const today = dayAt(position)
  while (dayAt(position) === today && position >= 0 && position < view.order.length) position += direction
  if (position < 0 || position >= view.order.length) return
  const thatDay = dayAt(position)
  while (direction === -1 && position > 0 && dayAt(position - 1) === thatDay) position--
  goTo(position)
}

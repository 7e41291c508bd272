import { useLoupe } from '../loupe/loupe-store.ts'
import { fit } from '../loupe/zoom.ts'
import { useScreen } from '../state/screen-store.ts'
import { activeSlot } from '../state/selection.ts'

/** Shows the active photo in the loupe, growing from its cell when that is in sight. */
export function openLoupe(alone = false): void {
  const slot = activeSlot()
  if (slot === null || useScreen.getState().screen === 'loupe') return
  const cell = document.querySelector(`.cell[data-position="${useScreen.getState().active}"] .cell-photo`)
  const box = cell?.getBoundingClientRect()
  const origin = box ? { left: box.left, top: box.top, width: box.width, height: box.height } : null
  useLoupe.setState({ origin, alone, zoom: fit, infoOpen: false })
  useScreen.setState({ screen: 'loupe' })
}

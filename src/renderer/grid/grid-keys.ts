import { activate, extendSelection, selectOnly, toggleSelected } from '../state/selection.ts'
import { useScreen } from '../state/screen-store.ts'
import { type Move, moved } from './navigation.ts'
import type { GridSurface } from './surface.ts'

const moves: Readonly<Record<string, Move>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
  PageUp: 'page-up',
  PageDown: 'page-down',
}

/**
 * Keys that need to know where photos are: rows, pages, and every move that extends the selection (Shift) or leaves it
 * as it is (Mod). All other keys are commands. True when the key was one of these.
 */
export function handleGridKey(event: KeyboardEvent, surface: GridSurface): boolean {
  if (event.isComposing || event.altKey || !surface.layout) return false
  const mod = event.ctrlKey || event.metaKey
  const { active } = useScreen.getState()
  if (event.key === ' ' && mod) {
    toggleSelected(active)
    return true
  }
  const move = moves[event.key]
  if (!move) return false
  const target = moved(surface.layout, active, move, surface.scroller.viewport)
  if (target < 0) return true
  if (event.shiftKey) extendSelection(target)
  else if (mod) activate(target)
  else selectOnly(target)
  return true
}

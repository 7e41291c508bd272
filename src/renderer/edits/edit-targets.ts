import { useScreen } from '../state/screen-store.ts'
import { activeSlot, editSlots, useActiveSlot } from '../state/selection.ts'

/** Slots that an edit is for: in the loupe the photo that is seen, in the grid the selection or the active photo. */
export function editTargets(): number[] {
  const { screen } = useScreen.getState()
  // Photos that are not in sight take no key: on a card, Delete must not reach the library.
  if (screen === 'library') return editSlots()
  if (screen !== 'loupe') return []
  const slot = activeSlot()
  return slot === null ? [] : [slot]
}

/** The same, rendering again when they change. */
export function useEditTargets(): number[] {
  useActiveSlot()
  useScreen((state) => state.selected)
  useScreen((state) => state.screen)
  return editTargets()
}

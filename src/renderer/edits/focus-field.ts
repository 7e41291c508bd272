import { create } from 'zustand'
import { useLoupe } from '../loupe/loupe-store.ts'
import { useScreen } from '../state/screen-store.ts'

/** A field of the info panel that a key asked for. The panel takes the request when it is there. */
export const useFieldRequest = create<{ field: 'title' | 'keywords' | null }>(() => ({ field: null }))

/** Opens the info panel where it is closed and puts the cursor into the field. */
export function focusField(field: 'title' | 'keywords'): void {
  if (useScreen.getState().screen === 'loupe') useLoupe.setState({ infoOpen: true })
  else useScreen.setState({ infoOpen: true })
  useFieldRequest.setState({ field })
}

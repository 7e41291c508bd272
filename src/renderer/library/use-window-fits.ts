import { useEffect, useSyncExternalStore } from 'react'
import { useScreen } from '../state/screen-store.ts'

/** Below this width panels lie over the grid instead of beside it. */
const roomy = matchMedia('(min-width: 1100px)')

function subscribe(listener: () => void): () => void {
  roomy.addEventListener('change', listener)
  return () => roomy.removeEventListener('change', listener)
}

/** True while there is room for panels beside the grid. */
export function useWindowFits(): boolean {
  return useSyncExternalStore(subscribe, () => roomy.matches)
}

/** Where panels would cover the photos, they are put away; with room again, they come back. */
export function usePanelsByRoom(): void {
  const fits = useWindowFits()
  useEffect(() => useScreen.setState({ sidebarOpen: fits, infoOpen: fits }), [fits])
}

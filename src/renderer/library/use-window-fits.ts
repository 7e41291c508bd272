import { useSyncExternalStore } from 'react'
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

/** Puts panels away where they would cover the photos; with room again, they come back. */
export function followWindowWidth(): void {
  const follow = () => useScreen.setState({ sidebarOpen: roomy.matches, infoOpen: roomy.matches })
  if (!roomy.matches) follow()
  roomy.addEventListener('change', follow)
}

/** Panels that lie over the photos go when the photos are touched. */
export function closePanelsOver(): void {
  if (!roomy.matches) useScreen.setState({ sidebarOpen: false, infoOpen: false })
}

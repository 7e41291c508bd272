import { create } from 'zustand'
import { useScreen } from '../state/screen-store.ts'

/** What a key put aside and brings back. */
const useAside = create<{ search: string; sidebar: boolean; info: boolean }>(() => ({
  search: '',
  sidebar: true,
  info: true,
}))

/** Closes both panels, or opens again those that were open. */
export function togglePanels(): void {
  const { sidebarOpen, infoOpen } = useScreen.getState()
  if (sidebarOpen || infoOpen) {
    useAside.setState({ sidebar: sidebarOpen, info: infoOpen })
    useScreen.setState({ sidebarOpen: false, infoOpen: false })
  } else {
    const { sidebar, info } = useAside.getState()
    useScreen.setState({ sidebarOpen: sidebar, infoOpen: info })
  }
}

export function hasFilters(): boolean {
  return useScreen.getState().search !== '' || useAside.getState().search !== ''
}

/** Takes the search line away, or brings it back. */
export function toggleFilters(): void {
  const { search } = useScreen.getState()
  const back = search === '' ? useAside.getState().search : ''
  useAside.setState({ search })
  useScreen.setState({ search: back })
}

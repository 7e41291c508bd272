import { create } from 'zustand'

/** Which folders are open; null until the user opens or closes one: then the top ones are. */
export const useSidebarState = create<{ expanded: ReadonlySet<string> | null }>(() => ({ expanded: null }))

import { create } from 'zustand'
import type { HostBridge } from '../../shared/ipc/client.ts'
import { useBridge } from '../state/bridge-context.ts'

export interface FolderRequest {
  readonly title: string
  /** What the choice means, where the title does not say all. */
  readonly note?: string
  /** Where to begin; null: at the places. */
  readonly start: string | null
  /** Copies go there, so it must take them. */
  readonly writable: boolean
  answer(path: string | null): void
}

export const useFolderRequest = create<{ request: FolderRequest | null }>(() => ({ request: null }))

type Wish = Omit<FolderRequest, 'answer'>

/** Asks for a folder: by the system's own dialog where there is one, else by ours. Null when the user thinks again. */
export function chooseFolder(bridge: HostBridge, wish: Wish): Promise<string | null> {
  if (bridge.chooseFolder) return bridge.chooseFolder(wish.title)
  return new Promise((resolve) => {
    const answer = (path: string | null) => {
      useFolderRequest.setState({ request: null })
      resolve(path)
    }
    useFolderRequest.setState({ request: { ...wish, answer } })
  })
}

export function useChooseFolder() {
  const bridge = useBridge()
  return (wish: Wish) => chooseFolder(bridge, wish)
}

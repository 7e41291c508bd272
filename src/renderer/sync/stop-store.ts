import { create } from 'zustand'

interface StopState {
  shown: boolean
  /** When the window learned of it; null: when sync did, as its status says. */
  at: number | null
}

/** The full stop: a server gave what is not of this account. */
export const useStop = create<StopState>(() => ({ shown: false, at: null }))

/** @param at milliseconds since 1970; without it sync has met it */
export function showStop(at: number | null = null): void {
  useStop.setState({ shown: true, at })
}

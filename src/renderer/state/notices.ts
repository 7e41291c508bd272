import { create } from 'zustand'

/** A short message at the bottom: what was done and how to take it back, or what went wrong. */
export interface Notice {
  readonly text: string
  readonly kind: 'done' | 'error'
  readonly action?: { readonly label: string; readonly keys?: string; run(): void }
}

interface NoticeState {
  notice: (Notice & { readonly number: number }) | null
  /** Said to screen readers; `number` tells the same sentence twice apart. */
  polite: { readonly text: string; readonly number: number }
  urgent: { readonly text: string; readonly number: number }
}

export const useNotices = create<NoticeState>(() => ({
  notice: null,
  polite: { text: '', number: 0 },
  urgent: { text: '', number: 0 },
}))

/** Shows a notice in place of the one before; an error stays until it is closed, others for 6 seconds. */
export function showNotice(notice: Notice): void {
  useNotices.setState((state) => ({ notice: { ...notice, number: (state.notice?.number ?? 0) + 1 } }))
}

export function hideNotice(): void {
  useNotices.setState({ notice: null })
}

/** Says something to screen readers when they have finished their sentence. */
export function announce(text: string): void {
  useNotices.setState((state) => ({ polite: { text, number: state.polite.number + 1 } }))
}

/** Says something to screen readers at once: a copy that differs, a card pulled. */
export function announceNow(text: string): void {
  useNotices.setState((state) => ({ urgent: { text, number: state.urgent.number + 1 } }))
}

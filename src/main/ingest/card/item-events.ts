import type { CardChange } from '../card-service.ts'
import type { OpenCard } from './open-card.ts'

/** Changes of single photos come by the hundred; windows are told this often. */
const TELL_EVERY_MS = 60

export interface ItemEvents {
  changed(from: number, to: number): void
  /** Tells what is still untold. */
  flush(): void
}

/** Gathers changed photos into ranges and tells them, and the card's counts, at a pace that windows can follow. */
export function newItemEvents(card: OpenCard, tell: (change: CardChange) => void): ItemEvents {
  let changed = new Set<number>()
  let timer: NodeJS.Timeout | null = null

  function flush(): void {
    if (timer) clearTimeout(timer)
    timer = null
    const indexes = [...changed].sort((a, b) => a - b)
    changed = new Set()
    for (const range of rangesOf(indexes)) tell({ kind: 'items', cardId: card.cardId, ...range })
    if (indexes.length > 0) tell({ kind: 'card', card: card.describe() })
  }

  return {
    changed(from, to) {
      for (let index = from; index < to; index++) changed.add(index)
      if (timer) return
      timer = setTimeout(flush, TELL_EVERY_MS)
      timer.unref()
    },
    flush,
  }
}

function rangesOf(indexes: readonly number[]): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = []
  for (const index of indexes) {
    const last = ranges.at(-1)
    if (last && last.to === index) last.to = index + 1
    else ranges.push({ from: index, to: index + 1 })
  }
  return ranges
}

import type { CardItem } from '../../../shared/import.ts'

export interface CopyFact {
  photos: number
  bytes: number
}

/** How far the copy of a card has come, counted from the photos themselves. */
export interface CopyFacts {
  /** Photos this import copies. */
  total: CopyFact
  /** Read from the card and written to every destination. */
  written: CopyFact
  /** Read back from every destination and equal. */
  verified: CopyFact
  failed: number
  /** The photos that were verified last, newest last. */
  latest: CardItem[]
}

const written = new Set<CardItem['state']>(['synced', 'verified', 'catalogued'])
const verified = new Set<CardItem['state']>(['verified', 'catalogued'])
const takesPart = (item: CardItem) => item.selected || written.has(item.state) || item.state === 'failed'

export function copyFacts(items: readonly (CardItem | undefined)[], latest = 8): CopyFacts {
  const facts: CopyFacts = {
    total: { photos: 0, bytes: 0 },
    written: { photos: 0, bytes: 0 },
    verified: { photos: 0, bytes: 0 },
    failed: 0,
    latest: [],
  }
  for (const item of items) {
    if (!item || (item.alreadyImported && !written.has(item.state)) || !takesPart(item)) continue
    add(facts.total, item)
    if (written.has(item.state)) add(facts.written, item)
    if (verified.has(item.state)) {
      add(facts.verified, item)
      facts.latest.push(item)
    }
    if (item.state === 'failed') facts.failed++
  }
  facts.latest = facts.latest.slice(-latest)
  return facts
}

function add(fact: CopyFact, item: CardItem): void {
  fact.photos++
  fact.bytes += item.bytes
}

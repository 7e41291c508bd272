import type { Card, CardItem } from '../../../shared/import.ts'

export const cardFilters = ['all', 'new', 'picks', 'rejected', 'imported'] as const
export type CardFilter = (typeof cardFilters)[number]

export function passes(item: CardItem, filter: CardFilter): boolean {
  if (filter === 'all') return true
  if (filter === 'imported') return item.alreadyImported
  if (filter === 'rejected') return item.flag === 'reject' && !item.alreadyImported
  if (filter === 'picks') return item.flag === 'pick'
  return !item.alreadyImported && item.flag !== 'reject'
}

/** Indexes of the known items that pass, in the order of the card. */
export function visibleItems(items: readonly (CardItem | undefined)[], filter: CardFilter): number[] {
  const visible: number[] = []
  for (const item of items) if (item && passes(item, filter)) visible.push(item.index)
  return visible
}

/** Photos that are neither imported before nor rejected, yet taken out by hand. */
export function leftOutOf(card: Card): number {
  return Math.max(0, card.photos - card.newPhotos - card.alreadyImported - card.rejected)
}

/** How many photos each filter shows. */
export function filterCounts(card: Card): Record<CardFilter, number> {
  return {
    all: card.photos,
    new: card.newPhotos + leftOutOf(card),
    picks: card.picked,
    rejected: card.rejected,
    imported: card.alreadyImported,
  }
}

import type { Card } from '../../../shared/import.ts'

/** The list with a card put in, or changed in its place. */
export function withCard(cards: readonly Card[], card: Card): Card[] {
  const at = cards.findIndex(({ cardId }) => cardId === card.cardId)
  return at < 0 ? [...cards, card] : cards.with(at, card)
}

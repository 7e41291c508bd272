import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { Card } from '../../../shared/import.ts'
import { useEngine } from '../../state/bridge-context.ts'
import { useEngineEvents } from '../../state/engine-events.ts'
import { CardItems } from './card-items.ts'

/** The items of a card, kept in step with the engine while the card is shown. */
export function useCardItems({ cardId, photos }: Card): CardItems {
  const engine = useEngine()
  const items = useMemo(() => {
    // A card that was closed meanwhile has no items; its own state says why.
    return new CardItems((from, to) => engine.cards.items({ cardId, from, to }).catch(() => []))
  }, [engine, cardId])
  useEffect(() => items.grow(photos), [items, photos])
  useEngineEvents('card-items', (event) => {
    if (event.cardId === cardId) items.outdate(event.from, event.to)
  })
  return items
}

export function useItemList(items: CardItems) {
  return useSyncExternalStore(items.subscribe, items.snapshot)
}

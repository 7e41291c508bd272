import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Card } from '../../../shared/import.ts'
import { useEngine } from '../../state/bridge-context.ts'
import { queryKeys } from '../../state/query-keys.ts'
import { useScreen } from '../../state/screen-store.ts'
import { withCard } from './card-list.ts'

const none: Card[] = []

/** Cards that are open or inserted. */
export function useCards(): Card[] {
  return useKnownCards() ?? none
}

/** The same; undefined until the engine has answered. */
export function useKnownCards(): Card[] | undefined {
  const engine = useEngine()
  return useQuery({ queryKey: queryKeys.cards, queryFn: () => engine.cards.list() }).data
}

/** Opens a card or folder and shows it on the import screen. */
export function useOpenCard() {
  const engine = useEngine()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (path: string) => engine.cards.open({ path }),
    onSuccess: (card) => {
      client.setQueryData<Card[]>(queryKeys.cards, (cards) => cards && withCard(cards, card))
      useScreen.setState({ screen: 'import', cardId: card.cardId })
    },
  })
}

/** Takes a card off the screen; nothing on it changes. */
export function useCloseCard() {
  const engine = useEngine()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (cardId: string) => engine.cards.close({ cardId }),
    onSuccess: (_done, cardId) => {
      client.setQueryData<Card[]>(queryKeys.cards, (cards) => cards?.filter((card) => card.cardId !== cardId))
    },
  })
}

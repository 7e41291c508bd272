import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Card, CardItem } from '../../shared/import.ts'
import { useEngine } from '../state/bridge-context.ts'
import { errorSentence } from '../state/error-notice.ts'
import { announce, showNotice } from '../state/notices.ts'
import { queryKeys } from '../state/query-keys.ts'
import { useSettings } from '../state/settings.ts'
import { useText } from '../state/text-context.ts'
import { withCard } from './cards/card-list.ts'
import { select, useImport } from './import-store.ts'
import type { CardItems, Mark } from './items/card-items.ts'
import {
  activate,
  extendTo,
  selectAll,
  selectNone,
  type Step,
  stepFrom,
  targets,
  toggle,
} from './items/card-selection.ts'
import { markedSentence } from './items/marked-sentence.ts'

export interface ImportActions {
  /** Marks the selected photos, or the active one, and goes on to the next when asked to. */
  mark(mark: Mark, goOn?: boolean): void
  markOne(index: number, mark: Mark): void
  /** Takes the selected photos out of the copy, or in again. */
  toggleSelected(): void
  togglePick(): void
  step(step: Step, extend: boolean, columns: number, rows: number): void
  point(index: number, how: { extend: boolean; toggle: boolean }): void
  look(index: number): void
  selectAll(): void
  selectNone(): void
}

/** What keys and the mouse do on the photos of a card. */
export function useImportActions(card: Card, items: CardItems, order: readonly number[]): ImportActions {
  const engine = useEngine()
  const client = useQueryClient()
  const text = useText()
  const { autoAdvance } = useSettings()
  const { cardId } = card

  return useMemo(() => {
    const current = () => useImport.getState().selection
    const itemAt = (index: number): CardItem | undefined => items.snapshot()[index]

    async function send(indexes: number[], mark: Mark): Promise<void> {
      if (indexes.length === 0) return
      items.mark(indexes, mark)
      try {
        const marked = await engine.cards.mark({ cardId, indexes, ...mark })
        client.setQueryData<Card[]>(queryKeys.cards, (cards) => cards && withCard(cards, marked))
      } catch (error) {
        items.outdate(indexes[0] ?? 0, (indexes.at(-1) ?? 0) + 1)
        showNotice({ kind: 'error', text: errorSentence(text, error) })
      }
    }

    function mark(change: Mark, goOn = autoAdvance): void {
      const indexes = targets(current())
      void send(indexes, change)
      const next = goOn && indexes.length === 1 ? stepFrom(current().active, order, 'right', 1, 1) : -1
      announce(markedSentence(text.import, indexes, itemAt, change, itemAt(next)))
      if (next >= 0) select(activate(next))
    }

    return {
      mark,
      markOne: (index, change) => void send([index], change),
      toggleSelected() {
        const free = targets(current())
          .map(itemAt)
          .filter((item) => item && !item.alreadyImported)
        mark({ selected: !free.every((item) => item?.selected) }, false)
      },
      togglePick() {
        const all = targets(current()).map(itemAt)
        mark({ flag: all.every((item) => item?.flag === 'pick') ? 'none' : 'pick' })
      },
      step(step, extend, columns, rows) {
        const to = stepFrom(current().active, order, step, columns, rows)
        if (to >= 0) select(extend ? extendTo(current(), order, to) : activate(to))
      },
      point(index, how) {
        if (how.extend) select(extendTo(current(), order, index))
        else select(how.toggle ? toggle(current(), index) : activate(index))
      },
      look(index) {
        useImport.setState({ selection: activate(index), closer: true })
      },
      selectAll: () => select(selectAll(current(), order)),
      selectNone: () => select(selectNone(current())),
    }
  }, [engine, client, text, autoAdvance, cardId, items, order])
}

import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo } from 'react'
import type { Card } from '../../shared/import.ts'
import { useEngine } from '../state/bridge-context.ts'
import { errorSentence } from '../state/error-notice.ts'
import { showNotice } from '../state/notices.ts'
import { useScreen } from '../state/screen-store.ts'
import { useText } from '../state/text-context.ts'
import { ActionBar, obstacleTo } from './action-bar.tsx'
import { actionSums } from './action-sums.ts'
import { CloserView } from './closer/closer-view.tsx'
import { CopyingPanel } from './copying/copying-panel.tsx'
import { DestinationPanel } from './destination/destination-panel.tsx'
import { useEstimate } from './destination/use-estimate.ts'
import { useImportOptions } from './destination/import-options.ts'
import { usePlan } from './destination/use-plan.ts'
import { CardGrid } from './grid/card-grid.tsx'
import { GridMessage } from './grid/grid-message.tsx'
import { useImportActions } from './import-actions.ts'
import { select, useImport } from './import-store.ts'
import { visibleItems } from './items/card-filter.ts'
import { keepVisible } from './items/card-selection.ts'
import { useCardItems, useItemList } from './items/use-card-items.ts'
import { useImportKeys } from './use-import-keys.ts'

interface CardWorkspaceProps {
  card: Card
  /** The column of cards, beside the photos and above the bar. */
  aside: ReactNode
}

/** One card's photos between all cards and where they go. Choosing goes on while it is copied. */
export function CardWorkspace({ card, aside }: CardWorkspaceProps) {
  const text = useText()
  const engine = useEngine()
  const items = useCardItems(card)
  const list = useItemList(items)
  const { filter, selection, closer } = useImport()
  const order = useMemo(() => visibleItems(list, filter), [list, filter])
  const options = useImportOptions()
  const { plan, error } = usePlan(card, options, list)
  const sums = actionSums(list, options.copyFirst)
  const estimate = useEstimate(sums.bytes)
  const actions = useImportActions(card, items, order)
  const copying = card.state === 'copying' || card.state === 'paused'
  const start = useMutation({
    mutationFn: () => engine.cards.start({ cardId: card.cardId, options }),
    onError: (failure) => showNotice({ kind: 'error', text: errorSentence(text, failure) }),
  })
  const obstacle =
    obstacleTo(text, card, options, sums, plan) ?? (error === null ? null : errorSentence(text, error))
  const canStart = !copying && obstacle === null && !start.isPending

  useEffect(() => select(keepVisible(useImport.getState().selection, order)), [order])
  useEffect(() => {
    const first = order[0]
    if (useImport.getState().selection.active < 0 && first !== undefined) actions.step('first', false, 1, 1)
  }, [order, actions])
  useImportKeys(actions, {
    start: () => {
      if (canStart) start.mutate()
    },
    leave: () => useScreen.setState({ screen: 'library' }),
  })

  const looked = closer ? list[selection.active] : undefined
  return (
    <div className="workspace">
      <div className="workspace-body">
        {aside}
        <main className="workspace-photos">
          {looked ? (
            <CloserView
              card={card}
              item={looked}
              order={order}
              onStep={(step) => actions.step(step, false, 1, 1)}
            />
          ) : order.length === 0 ? (
            <GridMessage card={card} filter={filter} />
          ) : (
            <CardGrid
              card={card}
              items={list}
              order={order}
              onStep={actions.step}
              onPoint={actions.point}
              onLook={actions.look}
              onCheck={(index, selected) => actions.markOne(index, { selected })}
            />
          )}
        </main>
        {copying ? (
          <div className="workspace-copying">
            <CopyingPanel card={card} items={list} />
          </div>
        ) : (
          <DestinationPanel options={options} plan={plan} />
        )}
      </div>
      {!copying && (
        <ActionBar
          card={card}
          sums={sums}
          obstacle={obstacle}
          estimate={estimate}
          twoPlaces={options.second !== null}
          starting={start.isPending}
          onStart={() => start.mutate()}
        />
      )}
    </div>
  )
}

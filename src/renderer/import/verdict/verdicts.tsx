import type { Card } from '../../../shared/import.ts'
import { CopyingPanel } from '../copying/copying-panel.tsx'
import { useImport } from '../import-store.ts'
import { useCardItems, useItemList } from '../items/use-card-items.ts'
import { useReport } from './use-report.ts'
import { VerdictPanel } from './verdict-panel.tsx'

/** The verdict of the card in view, and beside it how the others fare that are copied or were. */
export function Verdicts({ cards, first }: { cards: readonly Card[]; first: Card }) {
  const others = cards.filter(
    (card) =>
      card !== first && (card.state === 'done' || card.state === 'copying' || card.state === 'paused'),
  )
  return (
    <main className="verdicts">
      {[first, ...others].map((card) =>
        card.state === 'done' ? (
          <Decided key={card.cardId} card={card} />
        ) : (
          <Copying key={card.cardId} card={card} />
        ),
      )}
    </main>
  )
}

function Decided({ card }: { card: Card }) {
  const report = useReport(card.importId)
  const showCard = () =>
    useImport.setState(({ reopened }) => ({ reopened: new Set([...reopened, card.cardId]) }))
  return report && <VerdictPanel card={card} report={report} onShowCard={showCard} />
}

function Copying({ card }: { card: Card }) {
  const items = useItemList(useCardItems(card))
  return <CopyingPanel card={card} items={items} />
}

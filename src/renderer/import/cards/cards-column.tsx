import type { Card } from '../../../shared/import.ts'
import { Button } from '../../components/button.tsx'
import { KeyHint } from '../../components/key-hint.tsx'
import { Note } from '../../components/note.tsx'
import { useText } from '../../state/text-context.ts'
import { CardTile } from './card-tile.tsx'
import { ResumeOffers } from './resume-offers.tsx'
import './cards-column.css'

interface CardsColumnProps {
  cards: readonly Card[]
  shown: Card | null
  /** Photos are being chosen, so that its keys and remarks are of use. */
  choosing: boolean
  onShow(cardId: string): void
  onChoose(): void
}

/** All cards that are in or open, each with its own state, and what is to be known about the shown one. */
export function CardsColumn({ cards, shown, choosing, onShow, onChoose }: CardsColumnProps) {
  const text = useText().import
  return (
    <aside className="cards-column" aria-label={text.cards}>
      <ResumeOffers />
      {cards.map((card) => (
        <CardTile key={card.cardId} card={card} shown={card.cardId === shown?.cardId} onShow={onShow} />
      ))}
      {choosing && shown && shown.sameNameOtherContent > 0 && (
        <Note tone="warn">
          <b>{text.sameNameNote.title(shown.sameNameOtherContent)}</b>{' '}
          {text.sameNameNote.sentence(shown.sameNameOtherContent)}
        </Note>
      )}
      <Button icon="folder" variant="ghost" className="cards-column-choose" onPress={onChoose}>
        {text.chooseCard}
      </Button>
      {choosing && <Hints />}
    </aside>
  )
}

function Hints() {
  const { hints } = useText().import
  return (
    <p className="cards-column-hints">
      <KeyHint keys="P" /> {hints.pick} <KeyHint keys="X" /> {hints.reject} <KeyHint keys="U" /> {hints.clear}{' '}
      <span className="nowrap">
        <KeyHint keys="1" />–<KeyHint keys="5" /> {hints.rate}
      </span>
      <br />
      <KeyHint keys="Space" /> {hints.look}{' '}
      <span className="nowrap">
        <KeyHint keys="Enter" /> {hints.start}
      </span>
      <br />
      <span className="nowrap">
        <KeyHint keys="Shift+Space" /> {hints.leave}
      </span>
    </p>
  )
}

import type { Card } from '../../../shared/import.ts'
import { IconButton } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { useText } from '../../state/text-context.ts'
import { useCloseCard } from './use-cards.ts'
import { CardCounts } from './card-counts.tsx'
import { CardProgress } from './card-progress.tsx'
import { CardVerdictLine } from './card-verdict-line.tsx'

interface CardTileProps {
  card: Card
  shown: boolean
  onShow(cardId: string): void
}

/** One card: its name, what is on it, and how far its reading, choosing or copying has come. */
export function CardTile({ card, shown, onShow }: CardTileProps) {
  const text = useText()
  const close = useCloseCard()
  const closable = card.state !== 'copying' && card.state !== 'paused'
  return (
    <section className="card-tile" data-shown={shown || undefined}>
      <div className="card-tile-head">
        <Icon name="card" />
        <button
          type="button"
          className="card-tile-name ellipsis"
          aria-pressed={shown}
          onClick={() => onShow(card.cardId)}
        >
          {card.name}
        </button>
        {card.camera !== '' && card.camera !== card.name && (
          <span className="card-tile-camera ellipsis">{card.camera}</span>
        )}
        {closable && (
          <IconButton
            icon="close"
            label={text.import.closeCard(card.name)}
            className="card-tile-close"
            onPress={() => close.mutate(card.cardId)}
          />
        )}
      </div>
      <p className="card-tile-summary numeric">
        {card.state === 'reading'
          ? text.import.reading(card.photos)
          : text.import.cardSummary(card.photos, card.files, card.bytes)}
      </p>
      {(card.state === 'ready' || card.state === 'reading') && <CardCounts card={card} />}
      {(card.state === 'copying' || card.state === 'paused') && <CardProgress card={card} />}
      {card.state === 'done' && <CardVerdictLine card={card} />}
      {(card.state === 'failed' || card.state === 'removed') && card.error && (
        <p className="card-tile-problem">{text.errors[card.error.code](card.error.params)}</p>
      )}
    </section>
  )
}

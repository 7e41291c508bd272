import { bulk } from '../../../shared/ipc/bulk.ts'
import type { Card, CardItem } from '../../../shared/import.ts'
import { IconButton } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { Stars } from '../../components/marks.tsx'
import { useBridge } from '../../state/bridge-context.ts'
import { useSettings } from '../../state/settings.ts'
import { useText } from '../../state/text-context.ts'
import { useImport } from '../import-store.ts'
import { cellName } from '../grid/cell-name.ts'
import './closer-view.css'

interface CloserViewProps {
  card: Card
  item: CardItem
  /** Indexes that the filter shows. */
  order: readonly number[]
  onStep(step: 'left' | 'right'): void
}

/** One photo of the card, large, to decide about it. The keys of the grid work here too. */
export function CloserView({ card, item, order, onStep }: CloserViewProps) {
  const text = useText().import
  const bridge = useBridge()
  const { stage } = useSettings()
  const at = order.indexOf(item.index)
  const address = (index: number) => bridge.bulkUrl(bulk.card(card.cardId, 'screen', index))
  return (
    <section className="closer" data-stage={stage} aria-label={text.closer.name}>
      <div className="closer-picture">
        {item.hasPreview ? (
          <img
            key={item.index}
            src={address(item.index)}
            alt={cellName(text, item)}
            draggable={false}
            style={{
              backgroundImage: `url("${bridge.bulkUrl(bulk.card(card.cardId, 'grid', item.index))}")`,
            }}
          />
        ) : (
          <p>{text.closer.noPreview(item.name)}</p>
        )}
        {[at - 1, at + 1].map(
          (near) =>
            order[near] !== undefined && <link key={near} rel="prefetch" href={address(order[near])} />,
        )}
      </div>
      <div className="closer-bar">
        <IconButton
          icon="grid"
          label={text.closer.back}
          tooltipKeys="Space"
          onPress={() => useImport.setState({ closer: false })}
        />
        {item.flag === 'pick' && <Icon name="flag" size={14} />}
        {item.flag === 'reject' && <Icon name="reject" size={14} />}
        <span className="ellipsis">{item.name}</span>
        <span className="closer-note">{noteOf(text, item)}</span>
        {item.rating > 0 && <Stars rating={item.rating} size={12} />}
        <span className="closer-note">{item.badge}</span>
        <span className="closer-position numeric">{text.closer.position(at + 1, order.length)}</span>
        <IconButton
          icon="chevronLeft"
          label={text.closer.previous}
          tooltipKeys="ArrowLeft"
          onPress={() => onStep('left')}
        />
        <IconButton
          icon="chevronRight"
          label={text.closer.next}
          tooltipKeys="ArrowRight"
          onPress={() => onStep('right')}
        />
      </div>
    </section>
  )
}

function noteOf(text: ReturnType<typeof useText>['import'], item: CardItem): string {
  if (item.alreadyImported) return text.cell.alreadyImported
  if (item.flag === 'reject') return text.cell.rejected
  return item.selected ? '' : text.cell.leftOut
}

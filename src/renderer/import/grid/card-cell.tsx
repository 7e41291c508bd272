import { memo, type MouseEvent, useState } from 'react'
import { bulk } from '../../../shared/ipc/bulk.ts'
import type { CardItem } from '../../../shared/import.ts'
import { Icon } from '../../components/icon.tsx'
import { useBridge } from '../../state/bridge-context.ts'
import { useText } from '../../state/text-context.ts'
import { cellName } from './cell-name.ts'
import { CardMark, CopyMark } from './card-mark.tsx'
import './card-cell.css'

interface CardCellProps {
  cardId: string
  item: CardItem
  column: number
  width: number
  boxHeight: number
  active: boolean
  selected: boolean
  onPoint(index: number, how: { extend: boolean; toggle: boolean }): void
  onLook(index: number): void
  onCheck(index: number, selected: boolean): void
}

/** One photo on a card: its picture, and below it what is known and decided about it. */
export const CardCell = memo(function CardCell(props: CardCellProps) {
  const { cardId, item, column, width, boxHeight, active, selected, onPoint, onLook, onCheck } = props
  const text = useText().import
  const point = (event: MouseEvent) =>
    onPoint(item.index, { extend: event.shiftKey, toggle: event.ctrlKey || event.metaKey })
  return (
    <div
      className={`card-cell ${dimmed(item) ? 'card-cell-dim' : ''}`}
      role="gridcell"
      aria-colindex={column + 1}
      aria-selected={selected || active}
      data-active={active || undefined}
      data-selected={selected || undefined}
      tabIndex={active ? 0 : -1}
      style={{ width }}
      onClick={point}
      onDoubleClick={() => onLook(item.index)}
    >
      <span className="visually-hidden">{cellName(text, item)}</span>
      <div className="card-cell-box" aria-hidden="true" style={{ height: boxHeight }}>
        <Picture cardId={cardId} item={item} />
        {tagOf(text, item) && <span className="card-cell-tag">{tagOf(text, item)}</span>}
      </div>
      <div className="card-cell-strip" aria-hidden="true">
        <CardMark item={item} onCheck={onCheck} />
        <span className="ellipsis numeric">{stem(item.name)}</span>
        <span className="card-cell-end">
          {item.rating > 0 && (
            <span className="card-cell-stars numeric">
              {item.rating}
              <Icon name="star" size={10} />
            </span>
          )}
          {item.sameNameOtherContent && <Icon name="alert" size={12} className="card-cell-same-name" />}
          <span className="card-cell-badge">{item.badge}</span>
          <CopyMark state={item.state} />
        </span>
      </div>
    </div>
  )
})

function Picture({ cardId, item }: { cardId: string; item: CardItem }) {
  const bridge = useBridge()
  // Until the card is read, nobody knows of a preview; then it is tried again.
  const [failedWith, setFailedWith] = useState<boolean | null>(null)
  if (failedWith === item.hasPreview) return <span className="card-cell-tile">{item.badge}</span>
  return (
    <img
      key={String(item.hasPreview)}
      src={bridge.bulkUrl(bulk.card(cardId, 'grid', item.index))}
      onError={() => setFailedWith(item.hasPreview)}
      alt=""
      decoding="async"
      draggable={false}
    />
  )
}

function dimmed(item: CardItem): boolean {
  return item.alreadyImported || item.flag === 'reject'
}

function tagOf(text: ReturnType<typeof useText>['import'], item: CardItem): string {
  if (item.alreadyImported) return text.cell.alreadyImported
  return item.flag === 'reject' ? text.cell.rejected : ''
}

function stem(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(0, dot) : name
}

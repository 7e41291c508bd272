import type { CardItem } from '../../../shared/import.ts'
import { Icon } from '../../components/icon.tsx'

interface CardMarkProps {
  item: CardItem
  onCheck(index: number, selected: boolean): void
}

/**
 * The first mark of a photo: its flag, else the box that says whether it will be copied. The box is for the mouse;
 * Shift+Space does the same, and the cell's name says it.
 */
export function CardMark({ item, onCheck }: CardMarkProps) {
  if (item.flag === 'reject') return <Icon name="reject" size={12} />
  if (item.flag === 'pick' && item.selected) return <Icon name="flag" size={12} className="card-mark-pick" />
  // Once it is copied there is nothing left to choose.
  if (item.state === 'verified' || item.state === 'catalogued') return null
  return (
    <span
      className="card-mark-check"
      data-checked={item.selected || undefined}
      onClick={(event) => {
        event.stopPropagation()
        if (!item.alreadyImported) onCheck(item.index, !item.selected)
      }}
    />
  )
}

/** How far the copy of a photo is: begun, written, read back, or failed. */
export function CopyMark({ state }: Pick<CardItem, 'state'>) {
  if (state === 'failed') return <Icon name="alert" size={12} className="card-mark-failed" />
  if (state === 'verified' || state === 'catalogued') return <Icon name="check" size={12} />
  if (state === 'copying') return <span className="card-mark-copying" />
  return state === 'synced' ? <span className="card-mark-copying card-mark-written" /> : null
}

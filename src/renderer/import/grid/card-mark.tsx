import type { CardItem } from '../../../shared/import.ts'
import { Icon } from '../../components/icon.tsx'
import { useText } from '../../state/text-context.ts'

interface CardMarkProps {
  item: CardItem
  onCheck(index: number, selected: boolean): void
}

/** The first mark of a photo: how far its copy is, else its flag, else whether it will be copied. */
export function CardMark({ item, onCheck }: CardMarkProps) {
  const text = useText().import
  if (item.state === 'failed') return <Icon name="alert" size={12} className="card-mark-failed" />
  if (item.state === 'verified' || item.state === 'catalogued') return <Icon name="check" size={12} />
  if (item.state === 'copying' || item.state === 'synced') {
    return <span className={`card-mark-copying ${item.state === 'synced' ? 'card-mark-written' : ''}`} />
  }
  if (item.flag === 'reject') return <Icon name="reject" size={12} />
  if (item.flag === 'pick' && item.selected) return <Icon name="flag" size={12} className="card-mark-pick" />
  return (
    <button
      type="button"
      className="card-mark-check"
      role="checkbox"
      tabIndex={-1}
      aria-label={text.cell.copy(item.name)}
      aria-checked={item.selected}
      disabled={item.alreadyImported}
      onClick={(event) => {
        event.stopPropagation()
        onCheck(item.index, !item.selected)
      }}
    />
  )
}

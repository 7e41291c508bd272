import type { CardItem } from '../../../shared/import.ts'
import type { Text } from '../../../shared/text/index.ts'

/** What a screen reader says of a photo on a card: name, rating, flag, type, what becomes of it; empty parts left out. */
export function cellName(text: Text['import'], item: CardItem): string {
  const { cell } = text
  const fate = item.alreadyImported
    ? cell.alreadyImported
    : item.flag === 'reject'
      ? cell.rejected
      : cell.states[item.state] || (item.selected ? cell.willBeCopied : cell.leftOut)
  const parts = [
    item.name,
    item.rating > 0 ? cell.stars(item.rating) : '',
    item.flag === 'pick' ? cell.pick : '',
    item.badge,
    item.hasPreview ? '' : cell.noPreview,
    item.sameNameOtherContent ? cell.sameName : '',
    fate,
  ]
  return parts.filter((part) => part !== '').join(', ')
}

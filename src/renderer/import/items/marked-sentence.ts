import type { CardItem } from '../../../shared/import.ts'
import type { Text } from '../../../shared/text/index.ts'
import type { Mark } from './card-items.ts'

/** What a screen reader says after a mark: the photo, its mark, and the photo that is active next. */
export function markedSentence(
  text: Text['import'],
  indexes: readonly number[],
  itemAt: (index: number) => CardItem | undefined,
  mark: Mark,
  next: CardItem | undefined,
): string {
  const [only] = indexes
  const name = indexes.length === 1 ? (itemAt(only ?? -1)?.name ?? '') : text.marked.many(indexes.length)
  if (indexes.length === 0) return ''
  const said =
    mark.flag !== undefined
      ? text.marked[mark.flag](name)
      : mark.rating !== undefined
        ? text.marked.rated(name, mark.rating)
        : text.marked.selected(name, mark.selected ?? false)
  return next ? `${said}. ${next.name}` : said
}

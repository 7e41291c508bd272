import type { CardItem } from '../../../shared/import.ts'
import type { Flag } from '../../../shared/photo.ts'

export interface Mark {
  flag?: Flag
  rating?: number
  selected?: boolean
}

const PAGE = 500

/**
 * The items of one card, read page by page while the card itself is still being read. One read runs at a time; ranges
 * that change meanwhile are read next. A snapshot is replaced, never changed.
 */
export class CardItems {
  private items: readonly (CardItem | undefined)[] = []
  private outdated: { from: number; to: number } | null = null
  private reading = false
  private count = 0
  private readonly listeners = new Set<() => void>()
  private readonly read: (from: number, to: number) => Promise<CardItem[]>

  /** `read` gives the items from (inclusive) to (exclusive), and none once the card is closed. */
  constructor(read: (from: number, to: number) => Promise<CardItem[]>) {
    this.read = read
  }

  readonly snapshot = (): readonly (CardItem | undefined)[] => this.items

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Reads what the card has beyond what was asked for so far. */
  grow(count: number): void {
    this.outdate(this.count, count)
    this.count = Math.max(this.count, count)
  }

  /** Reads these again, as soon as what is being read now has come. */
  outdate(from: number, to: number): void {
    if (to <= from) return
    this.outdated = this.outdated
      ? { from: Math.min(this.outdated.from, from), to: Math.max(this.outdated.to, to) }
      : { from, to }
    if (!this.reading) void this.readOutdated()
  }

  /** Shows a mark at once; the engine's answer replaces it. */
  mark(indexes: readonly number[], mark: Mark): void {
    const items = [...this.items]
    for (const index of indexes) {
      const item = items[index]
      if (item) items[index] = marked(item, mark)
    }
    this.replace(items)
  }

  private async readOutdated(): Promise<void> {
    this.reading = true
    try {
      while (this.outdated) {
        const { from, to } = this.outdated
        const end = Math.min(to, from + PAGE)
        this.outdated = end < to ? { from: end, to } : null
        const page = await this.read(from, end)
        const items = [...this.items]
        for (const item of page) items[item.index] = item
        this.replace(items)
      }
    } finally {
      this.reading = false
    }
  }

  private replace(items: readonly (CardItem | undefined)[]): void {
    this.items = items
    for (const listener of this.listeners) listener()
  }
}

/** An item with a mark, by the rule that a rejected or already imported photo is not copied. */
export function marked(item: CardItem, { flag = item.flag, rating = item.rating, selected }: Mark): CardItem {
  const wanted = selected ?? (flag === item.flag ? item.selected : true)
  return { ...item, flag, rating, selected: wanted && flag !== 'reject' && !item.alreadyImported }
}

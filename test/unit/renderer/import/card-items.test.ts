import { describe, expect, test } from 'vitest'
import { CardItems, marked } from '../../../../src/renderer/import/items/card-items.ts'
import { copyFacts } from '../../../../src/renderer/import/copying/copy-facts.ts'
import { filterCounts, leftOutOf, visibleItems } from '../../../../src/renderer/import/items/card-filter.ts'
import { card, item } from './sample-items.ts'

describe('items of a card', () => {
  test('are read page by page, and what changes meanwhile is read again', async () => {
    const reads: [number, number][] = []
    let release: () => void = () => undefined
    const first = new Promise<void>((resolve) => (release = resolve))
    const items = new CardItems(async (from, to) => {
      reads.push([from, to])
      if (reads.length === 1) await first
      return Array.from({ length: to - from }, (_, at) =>
        item(from + at, { rating: reads.length === 1 ? 0 : 3 }),
      )
    })
    const complete = new Promise<void>((resolve) => {
      items.subscribe(() => {
        if (items.snapshot().length === 700 && items.snapshot()[5]?.rating === 3) resolve()
      })
    })
    items.outdate(0, 700)
    items.outdate(5, 6)
    release()
    await complete
    expect(reads[0]).toEqual([0, 500])
    expect(reads.flat().at(-1)).toBe(700)
    expect(items.snapshot()[699]?.index).toBe(699)
  })

  test('a rejected photo is not copied; clearing the flag takes it in again', () => {
    const rejected = marked(item(0), { flag: 'reject' })
    expect(rejected.selected).toBe(false)
    expect(marked(rejected, { flag: 'none' }).selected).toBe(true)
    expect(marked(rejected, { selected: true }).selected).toBe(false)
    expect(marked(item(0, { alreadyImported: true, selected: false }), { flag: 'pick' }).selected).toBe(false)
    expect(marked(item(0, { selected: false }), { rating: 4 }).selected).toBe(false)
  })

  test('a mark shows at once', () => {
    const items = new CardItems(async (from, to) =>
      Array.from({ length: to - from }, (_, at) => item(from + at)),
    )
    return new Promise<void>((resolve) => {
      const stop = items.subscribe(() => {
        stop()
        items.mark([1], { flag: 'pick' })
        expect(items.snapshot().map((shown) => shown?.flag)).toEqual(['none', 'pick', 'none'])
        resolve()
      })
      items.outdate(0, 3)
    })
  })
})

describe('filters', () => {
  const items = [
    item(0),
    item(1, { flag: 'pick', rating: 4 }),
    item(2, { flag: 'reject', selected: false }),
    item(3, { alreadyImported: true, selected: false }),
    item(4, { selected: false }),
    undefined,
  ]
  test('show what they name', () => {
    expect(visibleItems(items, 'all')).toEqual([0, 1, 2, 3, 4])
    expect(visibleItems(items, 'new')).toEqual([0, 1, 4])
    expect(visibleItems(items, 'picks')).toEqual([1])
    expect(visibleItems(items, 'rejected')).toEqual([2])
    expect(visibleItems(items, 'imported')).toEqual([3])
  })

  test('their counts agree with the card, whose sums add up', () => {
    const summed = card({ photos: 5, newPhotos: 2, rejected: 1, alreadyImported: 1, picked: 1 })
    expect(leftOutOf(summed)).toBe(1)
    expect(filterCounts(summed)).toEqual({ all: 5, new: 3, picks: 1, rejected: 1, imported: 1 })
  })
})

describe('facts of a copy', () => {
  test('are counted from the photos that take part', () => {
    const facts = copyFacts([
      item(0, { state: 'catalogued', bytes: 100 }),
      item(1, { state: 'verified', bytes: 20 }),
      item(2, { state: 'synced', bytes: 3 }),
      item(3, { state: 'copying', bytes: 4 }),
      item(4, { state: 'failed', bytes: 5, selected: false }),
      item(5, { flag: 'reject', selected: false }),
      item(6, { alreadyImported: true, selected: false }),
      undefined,
    ])
    expect(facts.total).toEqual({ photos: 5, bytes: 132 })
    expect(facts.written).toEqual({ photos: 3, bytes: 123 })
    expect(facts.verified).toEqual({ photos: 2, bytes: 120 })
    expect(facts.failed).toBe(1)
    expect(facts.latest.map(({ index }) => index)).toEqual([0, 1])
  })
})

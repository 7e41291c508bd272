import { describe, expect, it } from 'vitest'
import { layOut } from '../../../../src/renderer/grid/layout.ts'
import { cellsOf, rowOf } from '../../../../src/renderer/grid/layout-places.ts'
import { moved } from '../../../../src/renderer/grid/navigation.ts'

const count = 90
const layout = layOut({
  order: Uint32Array.from({ length: count }, (_, index) => index),
  aspect: Uint16Array.from({ length: count }, (_, index) => (index % 3 ? 6144 : 2731)),
  day: Int32Array.from({ length: count }, (_, index) => Math.floor(index / 30)),
  width: 900,
  rowHeight: 142,
})
const centre = (position: number) => {
  const cell = cellsOf(layout, rowOf(layout, position)).find((one) => one.position === position)!
  return cell.x + cell.width / 2
}

describe('moving in the grid', () => {
  it('goes down to the photo below, and back up to where it came from or beside it', () => {
    const below = moved(layout, 1, 'down', 700)
    expect(rowOf(layout, below)).toBe(1)
    const others = cellsOf(layout, 1).map(({ position }) => Math.abs(centre(position) - centre(1)))
    expect(Math.abs(centre(below) - centre(1))).toBeLessThanOrEqual(Math.min(...others) + 200)
    expect(rowOf(layout, moved(layout, below, 'up', 700))).toBe(0)
  })

  it('stays at the edges', () => {
    expect(moved(layout, 0, 'left', 700)).toBe(0)
    expect(moved(layout, 0, 'up', 700)).toBe(0)
    expect(moved(layout, count - 1, 'right', 700)).toBe(count - 1)
    expect(moved(layout, count - 1, 'down', 700)).toBe(count - 1)
  })

  it('goes by pages of the window, and by at least a row in a window lower than a row', () => {
    const paged = moved(layout, 0, 'page-down', 700)
    expect(layout.rowTop[rowOf(layout, paged)]! - layout.rowTop[0]!).toBeGreaterThan(400)
    expect(layout.rowTop[rowOf(layout, paged)]! - layout.rowTop[0]!).toBeLessThanOrEqual(700)
    expect(rowOf(layout, moved(layout, 0, 'page-down', 10))).toBe(1)
    expect(rowOf(layout, moved(layout, paged, 'page-up', 10))).toBe(rowOf(layout, paged) - 1)
  })

  it('goes to the first photo of the day, then of the day before', () => {
    expect(moved(layout, 45, 'previous-day', 700)).toBe(30)
    expect(moved(layout, 30, 'previous-day', 700)).toBe(0)
    expect(moved(layout, 45, 'next-day', 700)).toBe(60)
    expect(moved(layout, 80, 'next-day', 700)).toBe(80)
  })

  it('begins somewhere when nothing is active, and nowhere in an empty view', () => {
    expect(moved(layout, -1, 'right', 700)).toBe(0)
    expect(moved(layout, -1, 'last', 700)).toBe(count - 1)
    const empty = layOut({ ...layout.input, order: new Uint32Array() })
    expect(moved(empty, -1, 'down', 700)).toBe(-1)
  })
})

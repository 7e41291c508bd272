import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cellsOf,
  groupBeginningAt,
  nearestCell,
  rowAt,
  rowOf,
} from '../../../../src/renderer/grid/layout-places.ts'
import { type GridLayout, layOut, measures } from '../../../../src/renderer/grid/layout.ts'

interface Photo {
  aspect: number
  day: number
}

function laidOut(photos: Photo[], width = 900, rowHeight = 142, byDay = true): GridLayout {
  return layOut({
    order: Uint32Array.from(photos, (_, index) => index),
    aspect: Uint16Array.from(photos, ({ aspect }) => Math.round(aspect * 4096)),
    day: byDay ? Int32Array.from(photos, ({ day }) => day) : null,
    width,
    rowHeight,
  })
}

const photo = fc.record({
  aspect: fc.oneof(fc.constantFrom(1.5, 0.667, 1, 1.778), fc.double({ min: 0.05, max: 15.9, noNaN: true })),
  day: fc.integer({ min: 0, max: 3 }),
})
const album = fc
  .array(photo, { minLength: 1, maxLength: 120 })
  .map((photos) => photos.toSorted((a, b) => a.day - b.day))

describe('layOut', () => {
  it('puts every photo in exactly one row, in order, days apart, nothing over the edge or over another', () => {
    fc.assert(
      fc.property(
        album,
        fc.integer({ min: 200, max: 3000 }),
        fc.integer({ min: 80, max: 400 }),
        (photos, width, height) => {
          const layout = laidOut(photos, width, height)
          let position = 0
          for (let row = 0; row < layout.rows; row++) {
            const cells = cellsOf(layout, row)
            expect(cells.length).toBeGreaterThan(0)
            let right = -measures.gap
            for (const cell of cells) {
              expect(cell.position).toBe(position)
              expect(photos[position]!.day).toBe(photos[cells[0]!.position]!.day)
              expect(cell.x).toBeGreaterThanOrEqual(right + measures.gap - 1)
              right = cell.x + cell.width
              position++
            }
            expect(right).toBeLessThanOrEqual(width)
            expect(layout.rowTop[row + 1]! - layout.rowTop[row]!).toBeGreaterThanOrEqual(
              layout.rowHeight[row]! + measures.strip,
            )
          }
          expect(position).toBe(photos.length)
        },
      ),
    )
  })

  it('fills the width of every row but the last of a day, near the wanted height', () => {
    const photos = Array.from({ length: 200 }, (_, index) => ({
      aspect: [1.5, 0.667, 1.333][index % 3]!,
      day: index < 120 ? 1 : 2,
    }))
    const layout = laidOut(photos)
    for (let row = 0; row < layout.rows; row++) {
      const cells = cellsOf(layout, row)
      const last = row + 1 === layout.rows || groupBeginningAt(layout, row + 1) >= 0
      if (last) expect(layout.rowHeight[row]).toBeLessThanOrEqual(142)
      else {
        expect(cells.at(-1)!.x + cells.at(-1)!.width).toBe(900)
        expect(layout.rowHeight[row]).toBeGreaterThan(142 * 0.7)
        expect(layout.rowHeight[row]).toBeLessThan(142 * 1.4)
      }
    }
  })

  it('gives photos of unknown shape and extreme panoramas a cell that can be hit', () => {
    const layout = laidOut([0, 15.9, 0.06, 1.5].map((aspect) => ({ aspect, day: 1 })))
    const widths = Array.from({ length: layout.rows }, (_, row) => cellsOf(layout, row))
      .flat()
      .map(({ width }) => width)
    expect(Math.min(...widths)).toBeGreaterThan(20)
  })

  it('makes headings only where photos are grouped by day', () => {
    const photos = [1, 1, 2].map((day) => ({ aspect: 1.5, day }))
    expect(laidOut(photos).groups).toBe(2)
    expect(laidOut(photos, 900, 142, false).groups).toBe(1)
    expect(laidOut([]).rows).toBe(0)
  })
})

describe('finding places', () => {
  const photos = Array.from({ length: 300 }, (_, index) => ({
    aspect: index % 2 ? 1.5 : 0.7,
    day: Math.floor(index / 40),
  }))
  const layout = laidOut(photos)

  it('finds the row of a position and of a height', () => {
    for (let row = 0; row < layout.rows; row++) {
      expect(rowOf(layout, layout.rowStart[row]!)).toBe(row)
      expect(rowOf(layout, layout.rowStart[row + 1]! - 1)).toBe(row)
      expect(rowAt(layout, layout.rowTop[row]! + 1)).toBe(row)
    }
    expect(rowAt(layout, -50)).toBe(0)
    expect(rowAt(layout, 1e9)).toBe(layout.rows - 1)
  })

  it('takes the cell that is nearest to a point', () => {
    const cells = cellsOf(layout, 2)
    const second = cells[1]!
    expect(nearestCell(layout, 2, second.x + second.width / 2).position).toBe(second.position)
    expect(nearestCell(layout, 2, 1e6).position).toBe(cells.at(-1)!.position)
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  actualSize,
  fit,
  pan,
  place,
  pointAt,
  step,
  zoomAt,
  type Zoom,
} from '../../../../src/renderer/loupe/zoom.ts'

const stage = { width: 1440, height: 808 }
const picture = { width: 6000, height: 4000 }

const sizes = fc.record({
  width: fc.integer({ min: 1, max: 30_000 }),
  height: fc.integer({ min: 1, max: 30_000 }),
})
const stages = fc.record({
  width: fc.integer({ min: 200, max: 4000 }),
  height: fc.integer({ min: 200, max: 3000 }),
})
const points = fc.record({
  x: fc.double({ min: 0, max: 1, noNaN: true }),
  y: fc.double({ min: 0, max: 1, noNaN: true }),
})

describe('fit', () => {
  test('shows the whole photo in the middle', () => {
    expect(place(fit, picture, stage)).toMatchObject({ width: 1212, height: 808, left: 114, top: 0 })
  })
  test('does not enlarge a small photo', () => {
    expect(place(fit, { width: 160, height: 120 }, stage)).toMatchObject({
      width: 160,
      height: 120,
      scale: 1,
    })
  })
})

describe('zoom', () => {
  test('100 % puts the point in the middle and never shows a gap', () => {
    const near = place(actualSize({ x: 0.5, y: 0.25 }, picture, stage), picture, stage)
    expect(near).toMatchObject({ width: 6000, left: 720 - 3000, top: 404 - 1000 })
    expect(place(actualSize({ x: 0, y: 0 }, picture, stage), picture, stage)).toMatchObject({
      left: 0,
      top: 0,
    })
  })

  test('what is under the pointer stays under it', () => {
    const at = { x: 900, y: 300 }
    const before = pointAt(at, fit, picture, stage)
    const zoomed = zoomAt(at, 1, fit, picture, stage)
    const after = pointAt(at, zoomed, picture, stage)
    expect(Math.abs(after.x - before.x) * picture.width).toBeLessThan(2)
    expect(Math.abs(after.y - before.y) * picture.height).toBeLessThan(2)
  })

  test('steps go up to 100 % and back down to the fit', () => {
    const scales: number[] = []
    let zoom: Zoom = fit
    for (let i = 0; i < 5; i++) {
      zoom = step(1, zoom, picture, stage)
      scales.push(place(zoom, picture, stage).scale)
    }
    expect(scales).toEqual([1 / 4, 1 / 3, 1 / 2, 2 / 3, 1])
    for (let i = 0; i < 5; i++) zoom = step(-1, zoom, picture, stage)
    expect(zoom).toEqual(fit)
  })

  test('panning past the edge and back answers at once', () => {
    const corner = actualSize({ x: 0, y: 0 }, picture, stage)
    const pushed = pan({ x: 5000, y: 0 }, corner, picture, stage)
    expect(place(pan({ x: -100, y: 0 }, pushed, picture, stage), picture, stage).left).toBe(-100)
  })
})

test('no zoom or pan ever leaves a gap at an edge that could be filled', () => {
  fc.assert(
    fc.property(
      sizes,
      stages,
      points,
      fc.double({ min: 0.01, max: 20, noNaN: true }),
      (size, room, at, scale) => {
        const where = { x: at.x * room.width, y: at.y * room.height }
        const shown = place(zoomAt(where, scale, fit, size, room), size, room)
        for (const [start, length, space] of [
          [shown.left, shown.width, room.width],
          [shown.top, shown.height, room.height],
        ] as const) {
          if (length > space) {
            expect(start).toBeLessThanOrEqual(0)
            expect(start + length).toBeGreaterThanOrEqual(space)
          } else {
            expect(Math.abs(start - (space - length) / 2)).toBeLessThanOrEqual(0.5)
          }
        }
      },
    ),
  )
})

import { expect, it } from 'vitest'
import { unpackPreviews } from '../../../../src/renderer/grid/packed-previews.ts'

function packed(previews: [slot: number, picture: number[]][]): ArrayBuffer {
  const bytes = previews.flatMap(([slot, picture]) => [
    ...new Uint8Array(Uint32Array.of(slot, picture.length).buffer),
    ...picture,
  ])
  return Uint8Array.from(bytes).buffer
}

it('gives each picture its slot', () => {
  const previews = unpackPreviews(
    packed([
      [7, [1, 2, 3]],
      [70_000, []],
      [8, [9]],
    ]),
  )
  expect(previews.map(({ slot, picture }) => [slot, [...picture]])).toEqual([
    [7, [1, 2, 3]],
    [70_000, []],
    [8, [9]],
  ])
  expect(unpackPreviews(new ArrayBuffer(0))).toEqual([])
})

it('refuses an answer that is cut short', () => {
  const whole = packed([[7, [1, 2, 3]]])
  expect(() => unpackPreviews(whole.slice(0, -1))).toThrow(RangeError)
  expect(() => unpackPreviews(whole.slice(0, 6))).toThrow(RangeError)
})

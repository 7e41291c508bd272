import { expect, test } from 'vitest'
import { clippingMarks } from '../../../../src/renderer/loupe/clipping.ts'
import { isReduced, photoSize, zoomable } from '../../../../src/renderer/loupe/photo-pixels.ts'
import { fit, place } from '../../../../src/renderer/loupe/zoom.ts'
import type { PhotoDetail } from '../../../../src/shared/photo.ts'

const detail = (metadata: object, fullPreview: object | null = null) =>
  ({ metadata: { orientation: null, rotation: null, ...metadata }, fullPreview }) as unknown as PhotoDetail

test('a photo is measured as it is shown', () => {
  const upright = { width: 6000, height: 4000 }
  expect(photoSize(detail(upright), 1.5)).toEqual({ width: 6000, height: 4000 })
  expect(photoSize(detail(upright), 2 / 3)).toEqual({ width: 4000, height: 6000 })
  expect(photoSize(detail({ ...upright, orientation: 6 }), 0)).toEqual({ width: 4000, height: 6000 })
  expect(photoSize(detail({ ...upright, rotation: 180 }), 0)).toEqual({ width: 6000, height: 4000 })
  expect(photoSize(detail({ width: null, height: null }), 1.5)).toBeNull()
})

test('a preview smaller than its photo is said and may fill the stage; a small photo may not', () => {
  const stage = { width: 1440, height: 808 }
  const preview = { width: 1616, height: 1080 }
  const photo = { width: 6048, height: 4024 }
  expect(isReduced(preview, photo)).toBe(true)
  expect(isReduced({ width: 5900, height: 3930 }, photo)).toBe(false)
  const small = { width: 160, height: 107 }
  expect(place(fit, zoomable(small, photo), stage).height).toBe(808)
  expect(place(fit, zoomable(small, small), stage).height).toBe(107)
})

test('one full channel is a clipped highlight, no light at all a clipped shadow', () => {
  const pixels = Uint8ClampedArray.from([255, 10, 10, 255, 0, 0, 0, 255, 254, 254, 254, 255, 0, 0, 1, 255])
  const marks = clippingMarks(pixels)
  const alpha = [marks[3], marks[7], marks[11], marks[15]]
  expect(alpha).toEqual([255, 255, 0, 0])
  expect(marks[0]).toBeGreaterThan(marks[2]!)
  expect(marks[6]).toBeGreaterThan(marks[4]!)
})

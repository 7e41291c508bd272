import { describe, expect, test } from 'vitest'
import { copiesByVolume } from '../../../../src/renderer/info/copies.ts'
import { exposureBias, exposureParts, shutterTime } from '../../../../src/renderer/info/exposure.ts'
import { clippedShare, histogramHeights } from '../../../../src/renderer/info/histogram-heights.ts'
import { cameraName, cameraRows, placeText, takenAtText } from '../../../../src/renderer/info/photo-facts.ts'
import { sharedTexts } from '../../../../src/renderer/info/shared-texts.ts'
import { emptyMetadata, type Metadata } from '../../../../src/shared/metadata.ts'
import type { PhotoDetail, PhotoFile } from '../../../../src/shared/photo.ts'
import { createFormat } from '../../../../src/shared/text/format.ts'
import { en, ja } from '../../../../src/shared/text/index.ts'

const format = createFormat('en', en.app.undated)
const of = (facts: Partial<Metadata>): Metadata => ({ ...emptyMetadata, ...facts })

describe('exposure', () => {
  test.each([
    [1 / 320, '1/320 s'],
    [1 / 3, '1/3 s'],
    [0.5, '0.5 s'],
    [1.6, '1.6 s'],
    [30, '30 s'],
  ])('%d is %s', (seconds, words) => expect(shutterTime(seconds)).toBe(words))

  test('what the file does not say is left out', () => {
    expect(exposureParts(of({ fNumber: 8, iso: 64 }))).toEqual(['f/8', 'ISO 64'])
    expect(exposureParts(of({ exposureTime: 0.003125, fNumber: 5.6, iso: 100, focalLength: 34.96 }))).toEqual(
      ['1/320 s', 'f/5.6', 'ISO 100', '35 mm'],
    )
  })

  test('bias has its sign', () => {
    expect([exposureBias(1 / 3), exposureBias(-2), exposureBias(0)]).toEqual(['+0.3 EV', '−2 EV', '0 EV'])
  })
})

test('capture time is told as it was written, to the last digit', () => {
  const written = of({ takenAt: '2025:02:08 09:14:06', subsec: '40', offset: '+01:00' })
  expect(takenAtText(written, format, en)).toBe('8 Feb 2025, 09:14:06.40 +01:00')
  expect(takenAtText(of({ takenAt: '2025:02:08 09:14:06', takenAtIsUtc: true }), format, en)).toBe(
    '8 Feb 2025, 09:14:06 UTC',
  )
  expect(takenAtText(of({}), format, ja)).toBe(ja.loupe.info.undated)
})

test('a make is said once', () => {
  expect(cameraName(of({ make: 'NIKON CORPORATION', model: 'NIKON Z 8' }))).toBe('NIKON Z 8')
  expect(cameraName(of({ make: 'SONY', model: 'ILCE-7M4' }))).toBe('SONY ILCE-7M4')
  expect(cameraName(of({}))).toBe('')
})

test('places have their hemisphere', () => {
  expect(placeText(of({ gpsLat: -33.8568, gpsLon: 151.2153, gpsAlt: 4.4 }), en)).toBe(
    '33.8568° S, 151.2153° E, 4 m',
  )
  expect(placeText(of({ gpsLat: 0, gpsLon: null }), en)).toBe('')
})

test('the camera table leaves out what is not known', () => {
  const rows = cameraRows(
    of({ model: 'X-T5', lens: 'XF35', lensId: 'XF 35mm', exposureProgram: 3 }),
    format,
    en,
  )
  expect(rows).toEqual([
    ['Body', 'X-T5'],
    ['Lens', 'XF 35mm'],
    ['Exposure', 'Aperture priority'],
  ])
})

test('a volume is no better than its worst file', () => {
  const copy = (volumeId: string, verifiedAt: number | null) => ({
    volumeId,
    volumeName: volumeId,
    connected: true,
    path: '/',
    verifiedAt,
    method: null,
  })
  const file = (...copies: ReturnType<typeof copy>[]) => ({ copies }) as unknown as PhotoFile
  const files = [
    file(copy('a', 30), copy('b', 10)),
    file(copy('a', 20), copy('b', null)),
    file(copy('b', 40)),
  ]
  expect(copiesByVolume(files).map(({ name, verifiedAt }) => [name, verifiedAt])).toEqual([
    ['a', 20],
    ['b', null],
  ])
})

test('texts of several photos are shown where they agree, keywords with how many have them', () => {
  const detail = (title: string, keywords: string[]) =>
    ({ title, caption: 'same', keywords }) as unknown as PhotoDetail
  expect(sharedTexts([detail('one', ['a', 'b']), detail('two', ['b'])])).toEqual({
    title: null,
    caption: 'same',
    keywords: [
      { keyword: 'b', count: 2 },
      { keyword: 'a', count: 1 },
    ],
  })
})

test('clipped tones do not press the histogram flat', () => {
  const channel = Array.from({ length: 256 }, (_, bin) => (bin === 255 ? 100_000 : 100))
  const [heights] = histogramHeights([channel])
  expect(heights![128]).toBeCloseTo(1, 1)
  expect(heights![255]).toBe(1)
  expect(clippedShare([channel], 255)).toBeCloseTo(0.797, 2)
  expect(clippedShare([Array.from({ length: 256 }, () => 0)], 0)).toBe(0)
})

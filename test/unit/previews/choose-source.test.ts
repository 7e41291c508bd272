import { expect, test } from 'vitest'
import { fullSizeEmbedded, waysTo } from '../../../src/main/previews/choose-source.ts'
import type { SourceFile } from '../../../src/main/previews/source-file.ts'

const picture = (width: number, height: number) => ({ offset: width, bytes: 1_000, width, height })
const nef: SourceFile = {
  path: '/a.nef',
  bytes: 1,
  format: 'NEF',
  orientation: 1,
  turn: 1,
  width: 6036,
  height: 4020,
  adobeRgb: false,
  hasIcc: false,
  embedded: [picture(6000, 4000), picture(1620, 1080), picture(160, 120)],
}
const jpeg: SourceFile = { ...nef, path: '/a.jpg', format: 'JPEG', embedded: [picture(160, 120)] }

/** Ways in words: the width of the embedded picture, or what else. */
function ways(...[want, source]: Parameters<typeof waysTo>): string[] {
  return waysTo(want, source).map(({ range, thumbnail, draft, lenient }) => {
    const what = range ? String(range.width) : thumbnail ? 'thumbnail' : lenient ? 'damaged' : 'main'
    return draft ? `${what} draft` : what
  })
}

test('a grid preview comes from the smallest embedded picture that is large enough', () => {
  expect(ways({ size: 'grid', quick: true }, nef)[0]).toBe('1620')
})

test('a thumbnail is a draft, and the full decode comes before it when there is time', () => {
  expect(ways({ size: 'grid', quick: true }, jpeg)[0]).toBe('160 draft')
  expect(ways({ size: 'grid', quick: false }, jpeg)).toEqual(['main', '160', 'damaged'])
})

test('a small picture is decoded right away', () => {
  expect(ways({ size: 'grid', quick: true }, { ...jpeg, width: 1200, height: 800 })[0]).toBe('main')
})

test("the screen shows the camera's own picture of a RAW from 1600 px on, else the RAW developed", () => {
  expect(ways({ size: 'screen', quick: true }, nef)[0]).toBe('6000')
  const previewOnly = { ...nef, embedded: [picture(1620, 1080)] }
  expect(ways({ size: 'screen', quick: true }, previewOnly)[0]).toBe('1620')
  expect(ways({ size: 'screen', quick: true }, { ...nef, embedded: [picture(640, 480)] })).toEqual([
    'main',
    '640',
  ])
})

test('the embedded JPEG is full-size from 90 % of the width of the sensor on', () => {
  expect(fullSizeEmbedded(nef)?.width).toBe(6000)
  expect(fullSizeEmbedded({ ...nef, embedded: [picture(5432, 3621)] })).toBeNull()
  expect(fullSizeEmbedded({ ...nef, embedded: [picture(5433, 3622)] })?.width).toBe(5433)
})

test('a format that no decoder reads has its embedded picture only', () => {
  expect(
    ways({ size: 'grid', quick: true }, { ...nef, format: 'AVI', embedded: [picture(160, 120)] }),
  ).toEqual(['160 draft', '160'])
})

import sharp from 'sharp'
import { expect, test } from 'vitest'
import { adobeRgbProfile } from '../../../src/main/previews/adobe-rgb-profile.ts'
import { bmpPixels } from '../../../src/main/previews/decoding/bmp-pixels.ts'
import { pixelsAsTiff } from '../../../src/main/previews/decoding/pixels.ts'
import { withAdobeRgbProfile, withOrientation } from '../../../src/main/previews/jpeg-dress.ts'
import { cornerColours, cornersJpeg } from '../../fixtures/test-pictures.ts'

/** Two by two: red, green over blue, white; rows bottom up, as bitmaps are. */
function bmp(bits: number, body: Buffer, palette = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(54)
  head.write('BM', 'latin1')
  head.writeUInt32LE(54 + palette.length, 10)
  head.writeUInt32LE(40, 14)
  head.writeInt32LE(2, 18)
  head.writeInt32LE(2, 22)
  head.writeUInt16LE(bits, 28)
  return Buffer.concat([head, palette, body])
}
const expected = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]

test('a bitmap of 24 bits', () => {
  const body = Buffer.from([255, 0, 0, 255, 255, 255, 0, 0, 0, 0, 255, 0, 255, 0, 0, 0])
  expect([...bmpPixels(bmp(24, body)).data]).toEqual(expected)
})

test('a bitmap of 1 and of 8 bits with a palette', () => {
  const palette = Buffer.from([0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0, 255, 255, 255, 0])
  const body = Buffer.from([2, 3, 0, 0, 0, 1, 0, 0])
  expect([...bmpPixels(bmp(8, body, palette)).data]).toEqual(expected)
  const redGreen = Buffer.from([0b01_000000, 0, 0, 0, 0b01_000000, 0, 0, 0])
  expect([...bmpPixels(bmp(1, redGreen, palette)).data.subarray(0, 6)]).toEqual([255, 0, 0, 0, 255, 0])
})

test('a bitmap that ends early is refused', () => {
  expect(() => bmpPixels(bmp(24, Buffer.alloc(4)))).toThrow('cannot-decode')
})

test('an AdobeRGB JPEG without profile gets one that sharp converts from', async () => {
  const green = await sharp({ create: { width: 16, height: 16, channels: 3, background: '#508c46' } })
    .jpeg()
    .toBuffer()
  const data = await sharp(Buffer.from(withAdobeRgbProfile(green)))
    .raw()
    .toBuffer()
  // Adobe RGB (80, 140, 70) lies outside in red: the same numbers mean a stronger green.
  expect(data[0]).toBeLessThan(60)
  expect(Math.abs(data[1]! - 140)).toBeLessThan(5)
})

test('raw pixels with a profile are converted by it', async () => {
  const data = new Uint8Array(4 * 4 * 3).map((_, i) => [80, 140, 70][i % 3]!)
  const tiff = pixelsAsTiff({ data, width: 4, height: 4, channels: 3, icc: null }, adobeRgbProfile())
  const converted = await sharp(tiff).toColourspace('srgb').raw().toBuffer()
  expect(converted[0]).toBeLessThan(60)
})

test('an orientation put into a JPEG turns it for every viewer', async () => {
  const jpeg = await cornersJpeg(64, 48)
  expect(await cornerColours(withOrientation(jpeg, 3))).toEqual(['white', 'blue', 'green', 'red'])
})

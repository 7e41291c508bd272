import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Picture } from '../../../src/main/previews/preview-service.ts'
import { withMpfPreview } from '../../fixtures/mpf-jpeg.ts'
import { previewSetup, type PreviewSetup } from '../../fixtures/preview-setup.ts'
import { cornerColours, cornersJpeg } from '../../fixtures/test-pictures.ts'
import { buildTiff, nextIfd, withExif } from '../../fixtures/tiff-builder.ts'

let setup: PreviewSetup

beforeEach(() => {
  setup = previewSetup()
})
afterEach(() => setup.end())

function write(name: string, bytes: Uint8Array): string {
  const path = join(setup.folder, name)
  writeFileSync(path, bytes)
  return path
}

function bytesOf(picture: Picture): Uint8Array {
  if ('bytes' in picture) return picture.bytes
  const { path, offset, bytes } = picture.file
  return readFileSync(path).subarray(offset, offset + bytes)
}

async function cameraJpeg(orientation: number, thumbnail: Buffer, preview?: Buffer): Promise<Buffer> {
  const exif = buildTiff(
    [
      ({ ifdAt }) => ({ 0x0112: orientation, [nextIfd]: ifdAt(1) }),
      ({ blobAt }) => ({ 0x0201: blobAt(0), 0x0202: thumbnail.length }),
    ],
    [thumbnail],
  )
  const jpeg = withExif(await cornersJpeg(3000, 2000), exif)
  return preview ? withMpfPreview(jpeg, preview) : jpeg
}

test("the camera's own preview is sent byte for byte, without a decoder", async () => {
  const preview = await cornersJpeg(640, 426)
  const path = write('a.jpg', await cameraJpeg(1, await cornersJpeg(160, 120), preview))
  const picture = await setup.service.ofFile(path, 'grid')
  expect(picture).toMatchObject({ width: 640, height: 426, mimeType: 'image/jpeg' })
  expect(Buffer.from(bytesOf(picture))).toEqual(preview)
})

test('a preview that lies on its side is turned without being encoded anew', async () => {
  const path = write('a.jpg', await cameraJpeg(6, await cornersJpeg(160, 120), await cornersJpeg(640, 426)))
  const picture = await setup.service.ofFile(path, 'grid')
  expect(picture).toMatchObject({ width: 426, height: 640 })
  expect(await cornerColours(bytesOf(picture))).toEqual(['blue', 'red', 'white', 'green'])
})

test('a large preview is made small, a missing one comes from the thumbnail, else from the picture', async () => {
  const large = write(
    'a.jpg',
    await cameraJpeg(1, await cornersJpeg(160, 120), await cornersJpeg(1620, 1080)),
  )
  expect(await setup.service.ofFile(large, 'grid')).toMatchObject({ width: 512, height: 341 })
  const small = write('b.jpg', await cameraJpeg(1, await cornersJpeg(162, 108)))
  expect(await setup.service.ofFile(small, 'grid')).toMatchObject({ width: 162, height: 108 })
  const none = write('c.jpg', await cornersJpeg(3000, 2000))
  expect(await setup.service.ofFile(none, 'grid')).toMatchObject({ width: 512, height: 341 })
})

test('the loupe on a card gets the JPEG itself', async () => {
  const path = write('a.jpg', await cornersJpeg(3000, 2000))
  for (const size of ['screen', 'full'] as const) {
    const file = { path, offset: 0, bytes: readFileSync(path).length }
    expect(await setup.service.ofFile(path, size)).toMatchObject({ width: 3000, height: 2000, file })
  }
})

test('a clip is shown by the THM beside it, else waits for its player', async () => {
  const clip = Buffer.concat([Buffer.from('RIFF\0\0\0\0AVI LIST', 'latin1'), Buffer.alloc(500)])
  const alone = write('MVI_0001.AVI', clip)
  await expect(setup.service.ofFile(alone, 'grid')).rejects.toMatchObject({ code: 'no-preview-yet' })
  const accompanied = write('MVI_0002.AVI', clip)
  write('MVI_0002.THM', await cornersJpeg(160, 120))
  expect(await setup.service.ofFile(accompanied, 'grid')).toMatchObject({ width: 160, height: 120 })
})

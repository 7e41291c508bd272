import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sniffFormat } from '../../../src/main/formats/sniff.ts'
import { expectedPhotos, hasPhotos, photosFolder } from '../../fixtures/expected-photos.ts'
import { buildTiff } from '../../fixtures/tiff-builder.ts'

const bytes = (text: string) => Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(64)])

test.each([
  ['\xff\xd8\xff\xe1', 'DSC_0001.NEF', 'JPEG'],
  ['\xff\xd8\xff\xe1', 'MVI_0001.THM', 'THM'],
  ['II*\0\x08\0\0\0', 'DSC_0001.nef', 'NEF'],
  ['II*\0\x08\0\0\0', 'scan.tif', 'TIFF'],
  ['II*\0\x10\0\0\0CR\x02\0', 'renamed.jpg', 'CR2'],
  ['IIU\0\x18\0\0\0', 'P1000001.RW2', 'RW2'],
  ['IIRO\x08\0\0\0', 'P1000001.ORF', 'ORF'],
  ['\0\0\0\x18ftypcrx ', 'IMG_0001.jpg', 'CR3'],
  ['\0\0\0\x18ftypheic', 'IMG_0001.JPG', 'HEIC'],
  ['\0\0\0\x18ftypavif', 'a', 'AVIF'],
  ['RIFF\0\0\0\0WEBPVP8X', 'a.webp', 'Extended WEBP'],
  ['\x89PNG\r\n\x1a\n', 'a.jpg', 'PNG'],
  ['<svg xmlns="http://www.w3.org/2000/svg">', 'a.png', 'SVG'],
  ['not a picture at all', 'a.jpg', null],
])('%j named %s is %s', (start, name, format) => {
  expect(sniffFormat(bytes(start), name)).toBe(format)
})

test('a TIFF that says it is a DNG is one, whatever its name', () => {
  expect(sniffFormat(buildTiff([() => ({ 0xc612: 1 })]), 'picture.tif')).toBe('DNG')
})

test('agrees with ExifTool on real camera files', () => {
  const photos = hasPhotos
    ? expectedPhotos().filter(({ strict, path }) => strict && !path.includes('._'))
    : []
  const differing = photos.filter(({ path, expected }) => {
    const head = readFileSync(join(photosFolder, path)).subarray(0, 65_536)
    return sniffFormat(head, path) !== expected['fileType']
  })
  expect(differing.map(({ path }) => path)).toEqual([])
})

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EmbeddedPicture } from '../../../src/shared/embedded.ts'
import { HEAD_BYTES, inspectFile, type FileInspection } from '../../../src/main/formats/inspect.ts'
import { expectedPhotos, hasPhotos, photosFolder } from '../../fixtures/expected-photos.ts'
import { withMpfPreview } from '../../fixtures/mpf-jpeg.ts'
import { cornersJpeg } from '../../fixtures/test-pictures.ts'
import { buildTiff, nextIfd, withExif } from '../../fixtures/tiff-builder.ts'

function inspect(file: Uint8Array, name: string): Promise<FileInspection> {
  const readAt = (offset: number, length: number) => Promise.resolve(file.subarray(offset, offset + length))
  return inspectFile(file.subarray(0, HEAD_BYTES), file.length, readAt, name)
}

const sizes = (embedded: readonly EmbeddedPicture[]) =>
  embedded.map(({ width, height }) => `${width}x${height}`)

describe('pictures inside files', async () => {
  const [main, preview, thumbnail] = await Promise.all([
    cornersJpeg(600, 400),
    cornersJpeg(300, 200),
    cornersJpeg(160, 120),
  ])

  test('a JPEG has its EXIF thumbnail and its large thumbnails, largest first, at their very bytes', async () => {
    const exif = buildTiff(
      [
        ({ ifdAt }) => ({ 0x0112: 6, [nextIfd]: ifdAt(1) }),
        ({ blobAt }) => ({ 0x0201: blobAt(0), 0x0202: thumbnail.length }),
      ],
      [thumbnail],
    )
    const file = withMpfPreview(withExif(main, exif), preview)
    const { embedded, orientation, width, height, format } = await inspect(file, 'a.jpg')
    expect({ format, orientation, width, height }).toEqual({
      format: 'JPEG',
      orientation: 6,
      width: 600,
      height: 400,
    })
    expect(sizes(embedded)).toEqual(['300x200', '160x120'])
    const [first, second] = embedded.map(({ offset, bytes }) => file.subarray(offset, offset + bytes))
    expect(first?.equals(preview)).toBe(true)
    expect(second?.equals(thumbnail)).toBe(true)
  })

  test('a RAW of the TIFF family has JPEGs in its strips and sub-directories, and the size of its sensor', async () => {
    const file = buildTiff(
      [
        ({ ifdAt, blobAt }) => ({
          0x0103: 6,
          0x0111: blobAt(0),
          0x0112: 8,
          0x0117: preview.length,
          0x014a: [ifdAt(1), ifdAt(2)],
        }),
        ({ blobAt }) => ({ 0x0201: blobAt(1), 0x0202: main.length }),
        () => ({ 0x0100: 6036, 0x0101: 4020 }),
      ],
      [preview, main],
    )
    const { format, embedded, orientation, width } = await inspect(file, 'DSC_0001.NEF')
    expect({ format, orientation, width }).toEqual({ format: 'NEF', orientation: 8, width: 6036 })
    expect(sizes(embedded)).toEqual(['600x400', '300x200'])
  })

  test('what EXIF says of a larger original does not count for a JPEG', async () => {
    const exif = buildTiff([({ ifdAt }) => ({ 0x8769: ifdAt(1) }), () => ({ 0xa002: 6000, 0xa003: 4000 })])
    expect(await inspect(withExif(main, exif), 'a.jpg')).toMatchObject({ width: 600, height: 400 })
  })

  test('a place outside the file, or without a JPEG, is no picture', async () => {
    const file = buildTiff([
      ({ ifdAt }) => ({ 0x0201: 1_000_000, 0x0202: 5_000, [nextIfd]: ifdAt(1) }),
      () => ({ 0x0201: 8, 0x0202: 64 }),
    ])
    expect((await inspect(file, 'a.nef')).embedded).toEqual([])
  })

  test('directories that lead back to themselves end', async () => {
    const file = buildTiff([
      ({ ifdAt }) => ({ 0x014a: [ifdAt(0), ifdAt(1)], [nextIfd]: ifdAt(1) }),
      ({ ifdAt }) => ({ 0x014a: ifdAt(0), 0x8769: ifdAt(0), [nextIfd]: ifdAt(0) }),
    ])
    expect((await inspect(file, 'a.nef')).embedded).toEqual([])
  })

  test('no bytes make it throw or read without end', async () => {
    const starts = [
      'II*\0\x08\0\0\0',
      'MM\0*\0\0\0\x08',
      '\xff\xd8\xff\xe1',
      '\0\0\0\x18ftypcrx ',
      '\0\0\0\x18ftypheic',
      'FUJIFILMCCD-RAW',
      'II\x1a\0\0\0HEAPCCDR',
      '\0MRM',
      'FOVb',
      '\x89PNG\r\n\x1a\n',
      'RIFF\0\0\0\0WEBP',
      '8BPS\0\x01',
    ]
    const files = fc.tuple(fc.constantFrom(...starts), fc.uint8Array({ minLength: 4, maxLength: 3_000 }))
    await fc.assert(
      fc.asyncProperty(files, async ([start, rest]) => {
        const file = Buffer.concat([Buffer.from(start, 'latin1'), rest])
        const { embedded } = await inspect(file, 'a.nef')
        for (const { offset, bytes } of embedded) expect(offset + bytes).toBeLessThanOrEqual(file.length)
      }),
      { numRuns: 2_000 },
    )
  })

  test('neither does any single changed byte of a file with everything in it', async () => {
    const exif = buildTiff(
      [
        ({ ifdAt }) => ({ 0x0112: 6, 0x8769: ifdAt(2), [nextIfd]: ifdAt(1) }),
        ({ blobAt }) => ({ 0x0201: blobAt(0), 0x0202: thumbnail.length }),
        () => ({
          0x927c: Buffer.from('OLYMPUS\0II\x03\0\x01\0\x20\x20\x04\0\x01\0\0\0\x08\0\0\0', 'latin1'),
        }),
      ],
      [thumbnail],
    )
    const file = withMpfPreview(withExif(main, exif), preview)
    const change = fc.tuple(fc.nat(400), fc.nat(255))
    await fc.assert(
      fc.asyncProperty(change, async ([at, value]) => {
        const changed = Buffer.from(file)
        changed[at] = value
        await inspect(changed, 'a.jpg')
      }),
      { numRuns: 1_000 },
    )
  })
})

/** Where we differ from ExifTool, and why. */
const KNOWN_DIFFERENCES: Readonly<Record<string, string>> = {
  'card/DCIM/100NIKON/DSC_0009.AVI':
    'thumbnail of 160 px in RIFF; the clip is shown by its THM or a drawn frame',
  'formats/brands/HPIM0044.JPG': 'FlashPix preview, smaller than the picture is quick to decode',
  'formats/brands/Minolta DiMAGE EX.jpg': 'FlashPix preview, smaller than the picture is quick to decode',
  'formats/live-motion-mpo-pano/frozenpond.mpo': 'the other eye of a stereo pair is no preview',
  'formats/live-motion-mpo-pano/pixel_8.jpg': 'a gain map is no preview',
  'formats/nikon/Nikon E995 (iptc).jpg': "FotoStation's preview behind a JPEG of 3 megapixels",
  'formats/png-tiff-webp-psd-jxl/exif-legacy.png': 'EXIF as text in a compressed chunk',
  'formats/raw/canon-r6.cr3': 'ExifTool takes the 7 bytes of padding behind the preview along',
  'formats/raw/fixture.cr3': 'ExifTool takes the byte of padding behind the thumbnail along',
}

interface ExpectedJpeg {
  type: string
  bytes: number
  width: number
  height: number
  sha256: string
}

test('finds what ExifTool finds in real camera files', async () => {
  const photos = hasPhotos ? expectedPhotos().filter(({ strict }) => strict) : []
  const missed: string[] = []
  for (const { path, expected } of photos) {
    const file = readFileSync(join(photosFolder, path))
    const { embedded } = await inspect(file, path)
    const found = new Set(embedded.map((picture) => identity(file, picture)))
    // The file's shape, as its README tells.
    const { embeddedThumbnail, embeddedPreviews } = expected as unknown as {
      embeddedThumbnail: ExpectedJpeg | null
      embeddedPreviews: ExpectedJpeg[]
    }
    const wanted = [embeddedThumbnail, ...embeddedPreviews].filter((picture) => picture?.type === 'jpeg')
    for (const picture of wanted) {
      const { sha256, width, height } = picture!
      if (!found.has(`${sha256} ${width}x${height}`)) missed.push(path)
    }
  }
  expect([...new Set(missed)].filter((path) => !(path in KNOWN_DIFFERENCES))).toEqual([])
})

function identity(file: Buffer, { offset, bytes, width, height }: EmbeddedPicture): string {
  const sha256 = createHash('sha256')
    .update(file.subarray(offset, offset + bytes))
    .digest('hex')
  return `${sha256} ${width}x${height}`
}

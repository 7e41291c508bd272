import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { metadataFromTags } from '../../../src/main/metadata/metadata-from-tags.ts'
import { readFileTags } from '../../../src/main/metadata/fast/read-file.ts'
import type { Metadata } from '../../../src/shared/metadata.ts'
import { iptcBlock, metadataJpeg, tiffBlock, xmpPacket } from '../../fixtures/metadata-jpeg.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'metadata-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

async function metadataOf(name: string, bytes: Buffer): Promise<Metadata> {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  const { tags, facts } = await readFileTags(path)
  return metadataFromTags(tags, facts)
}

const exif = (bigEndian: boolean) =>
  tiffBlock(
    {
      0x010e: 'EXIF caption',
      0x010f: 'NIKON CORPORATION',
      0x0110: 'NIKON Z 8  ',
      0x0112: 6,
      0x013b: 'Photographer',
      0x8298: '(c) Photographer',
      0x8769: {
        ifd: {
          0x829a: [[1, 320]],
          0x829d: [[8, 1]],
          0x8822: 3,
          0x8827: 64,
          0x9003: '2025:02:08 09:14:06',
          0x9011: '+09:00',
          0x9209: 16,
          0x920a: [[355, 10]],
          0x9291: '40',
          0xa403: 1,
          0xa431: '3001234',
          0xa434: 'NIKKOR Z 24-70mm f/2.8 S',
        },
      },
      0x8825: {
        ifd: {
          1: 'S',
          2: [
            [35, 1],
            [30, 1],
            [36, 1],
          ],
          3: 'E',
          4: [
            [139, 1],
            [42, 1],
            [0, 0],
          ],
          5: { bytes: Buffer.from([1]) },
          6: [[125, 10]],
        },
      },
    },
    bigEndian,
  )

describe('JPEG', () => {
  it.each([false, true])('reads EXIF, big endian %s', async (bigEndian) => {
    const metadata = await metadataOf(
      'a.jpg',
      metadataJpeg({ exif: exif(bigEndian), width: 6000, height: 4000 }),
    )
    expect(metadata).toMatchObject({
      fileType: 'JPEG',
      mimeType: 'image/jpeg',
      make: 'NIKON CORPORATION',
      model: 'NIKON Z 8',
      lens: 'NIKKOR Z 24-70mm f/2.8 S',
      serial: '3001234',
      takenAt: '2025:02:08 09:14:06',
      takenAtSource: 'ExifIFD:DateTimeOriginal',
      takenAtIsUtc: false,
      offset: '+09:00',
      subsec: '40',
      iso: 64,
      fNumber: 8,
      exposureTime: 1 / 320,
      focalLength: 35.5,
      exposureProgram: 3,
      flash: 16,
      whiteBalance: 1,
      orientation: 6,
      width: 6000,
      height: 4000,
      gpsLat: -35.51,
      gpsLon: 139.7,
      gpsAlt: -12.5,
      caption: 'EXIF caption',
      creator: 'Photographer',
      copyright: '(c) Photographer',
    })
  })

  it('prefers XMP, then IPTC, and joins keywords of both', async () => {
    const xmp = xmpPacket(
      'xmp:Rating="4" xmp:Label="Winner" xmpMM:OriginalDocumentID="X1"',
      '<dc:title><rdf:Alt><rdf:li xml:lang="ja">鷺</rdf:li><rdf:li xml:lang="x-default">Heron &amp; lake</rdf:li>' +
        '</rdf:Alt></dc:title><dc:subject><rdf:Bag><rdf:li>heron</rdf:li><rdf:li>lake</rdf:li></rdf:Bag></dc:subject>' +
        '<dc:creator><rdf:Seq><rdf:li>A</rdf:li><rdf:li>B</rdf:li></rdf:Seq></dc:creator>',
    )
    const iptc = iptcBlock([
      [5, 'IPTC title'],
      [25, 'lake'],
      [25, Buffer.from('Stra\xdfe', 'latin1')],
      [25, 'Žďár'],
      [120, 'IPTC caption'],
    ])
    const metadata = await metadataOf('b.jpg', metadataJpeg({ exif: exif(false), xmp, iptc }))
    expect(metadata).toMatchObject({
      rating: 4,
      label: 'Winner',
      title: 'Heron & lake',
      caption: 'IPTC caption',
      creator: 'A; B',
      keywords: ['heron', 'lake', 'Straße', 'Žďár'],
      originalDocumentId: 'X1',
    })
  })

  it('does not move the time of capture, whatever the zone of this machine', async () => {
    const before = process.env['TZ']
    process.env['TZ'] = 'Pacific/Kiritimati'
    const metadata = await metadataOf('c.jpg', metadataJpeg({ exif: exif(false) }))
    if (before === undefined) delete process.env['TZ']
    else process.env['TZ'] = before
    expect(metadata.takenAt).toBe('2025:02:08 09:14:06')
  })

  it.each(['0000:00:00 00:00:00', '0000:01:01 00:00:00', '    :  :     :  :  ', '', 'yesterday'])(
    'takes %j for no time',
    async (text) => {
      const block = tiffBlock({ 0x010f: 'X', 0x8769: { ifd: { 0x9003: text } } })
      expect((await metadataOf('d.jpg', metadataJpeg({ exif: block }))).takenAt).toBeNull()
    },
  )

  it('gives no position without its hemisphere, none beyond the poles', async () => {
    const gps = (entries: Record<number, string | [number, number][]>) =>
      metadataJpeg({ exif: tiffBlock({ 0x010f: 'X', 0x8825: { ifd: entries } }) })
    const latitude: [number, number][] = [
      [35, 1],
      [30, 1],
      [0, 1],
    ]
    expect((await metadataOf('e.jpg', gps({ 2: latitude }))).gpsLat).toBeNull()
    expect((await metadataOf('f.jpg', gps({ 1: 'N', 2: [[95, 1]] }))).gpsLat).toBeNull()
    expect((await metadataOf('g.jpg', gps({ 1: 'N', 2: [[0, 0]] }))).gpsLat).toBeNull()
    expect((await metadataOf('h.jpg', gps({ 1: 'N', 2: latitude }))).gpsLat).toBe(35.5)
  })
})

describe('other formats', () => {
  const picture = () =>
    sharp({ create: { width: 60, height: 40, channels: 3, background: '#468' } }).withExif({
      IFD0: { Make: 'Canon', Model: 'Canon EOS R6' },
      IFD2: { DateTimeOriginal: '2024:05:06 07:08:09' },
    })

  it.each([
    ['png', 'PNG', () => picture().png()],
    ['webp', 'Extended WEBP', () => picture().webp()],
    ['avif', 'AVIF', () => picture().avif({ effort: 0 })],
  ])('reads EXIF and size of %s', async (extension, fileType, make) => {
    const metadata = await metadataOf(`x.${extension}`, await make().toBuffer())
    expect(metadata).toMatchObject({
      fileType,
      make: 'Canon',
      takenAt: '2024:05:06 07:08:09',
      width: 60,
      height: 40,
    })
  })

  it('takes the full-size picture of a RAW, not its thumbnail', async () => {
    const raw = tiffBlock({
      0x00fe: 1,
      0x0100: 160,
      0x0101: 120,
      0x010f: 'NIKON CORPORATION',
      0x014a: { ifd: { 0x00fe: 0, 0x0100: 8256, 0x0101: 5504 } },
      0x8769: { ifd: { 0x9003: '2025:02:08 09:14:06' } },
    })
    expect(await metadataOf('a.nef', raw)).toMatchObject({
      fileType: 'NEF',
      mimeType: 'image/x-nikon-nef',
      takenAt: '2025:02:08 09:14:06',
      width: 8256,
      height: 5504,
    })
  })

  it('takes the first directory where that is the full-size picture', async () => {
    const preview = { 0x00fe: 1, 0x0100: 1600, 0x0101: 1200 }
    const dng = tiffBlock({ 0x00fe: 0, 0x0100: 1200, 0x0101: 900, 0x014a: { ifd: preview } })
    expect(await metadataOf('a.dng', dng)).toMatchObject({ fileType: 'DNG', width: 1200, height: 900 })
  })

  it('dates a clip in UTC, or in the zone that Apple writes', async () => {
    const plain = await metadataOf('a.mov', movie())
    expect(plain).toMatchObject({ takenAt: '2020:04:17 16:03:47', takenAtIsUtc: true, durationSeconds: 2.5 })
    const apple = await metadataOf(
      'b.mov',
      movie({ creationdate: '2020-04-17T10:03:47-0600', 'content.identifier': 'ID' }),
    )
    expect(apple).toMatchObject({
      takenAt: '2020:04:17 10:03:47',
      takenAtSource: 'Keys:CreationDate',
      takenAtIsUtc: false,
      offset: '-06:00',
      contentIdentifier: 'ID',
    })
  })
})

describe('XMP sidecars', () => {
  const packet = xmpPacket(
    'xmp:Rating="3" exif:GPSLatitude="50,5.376N" exif:GPSLongitude="14,24W" exif:FNumber="28/10"',
  )

  it('reads values, and rationals and positions as numbers', async () => {
    expect(await metadataOf('a.xmp', Buffer.from(packet))).toMatchObject({
      fileType: 'XMP',
      rating: 3,
      fNumber: 2.8,
      gpsLat: 50.0896,
      gpsLon: -14.4,
    })
  })

  it('resolves prefixes that another program chose', async () => {
    const renamed = packet.replaceAll('xmp:Rating', 'q:Rating').replace('xmlns:xmp=', 'xmlns:q=')
    expect((await metadataOf('b.xmp', Buffer.from(renamed))).rating).toBe(3)
  })

  it('reads UTF-16 inside a picture', async () => {
    const utf16 = Buffer.from(`\ufeff${packet}`, 'utf16le').swap16()
    expect((await metadataOf('c.jpg', metadataJpeg({ xmp: utf16 }))).rating).toBe(3)
  })

  it.each([
    ['a DTD', `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${packet}`],
    ['broken XML', packet.slice(0, 300)],
    ['no XML', '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?> not xml <<<<'],
    ['depth without end', `<x:xmpmeta>${'<a>'.repeat(100_000)}`],
  ])('takes nothing from %s', async (_, text) => {
    const nothing = { rating: null, keywords: [], fNumber: null }
    expect(await metadataOf('d.xmp', Buffer.from(text))).toMatchObject(nothing)
    const inside = text.slice(0, 60_000)
    expect(await metadataOf('d.jpg', metadataJpeg({ xmp: inside }))).toMatchObject(nothing)
  })

  it('passes over a sidecar of 50 MB quickly', async () => {
    const start = performance.now()
    const huge = Buffer.concat([Buffer.from(packet.slice(0, 200)), Buffer.alloc(50_000_000, ' ')])
    expect((await metadataOf('e.xmp', huge)).rating).toBeNull()
    expect(performance.now() - start).toBeLessThan(5_000)
  })
})

/** A QuickTime movie header of 2020-04-17 16:03:47 UTC, 2.5 seconds long, with Apple's keys. */
function movie(keys: Record<string, string> = {}): Buffer {
  const header = Buffer.alloc(100)
  header.writeUInt32BE(Date.UTC(2020, 3, 17, 16, 3, 47) / 1000 + 2_082_844_800, 4)
  header.writeUInt32BE(600, 12)
  header.writeUInt32BE(1_500, 16)
  const names = Object.keys(keys)
  const keyBoxes = names.map((name) => box('mdta', Buffer.from(`com.apple.quicktime.${name}`)))
  const items = Object.values(keys).map((value, index) =>
    box(
      String.fromCharCode(0, 0, 0, index + 1),
      box('data', Buffer.concat([u32(1), u32(0), Buffer.from(value)])),
    ),
  )
  const meta = box(
    'meta',
    Buffer.concat([
      box('keys', Buffer.concat([u32(0), u32(names.length), ...keyBoxes])),
      box('ilst', Buffer.concat(items)),
    ]),
  )
  return Buffer.concat([
    box('ftyp', Buffer.from('qt  \0\0\0\0qt  ')),
    box('moov', Buffer.concat([box('mvhd', header), meta])),
  ])
}

function box(type: string, content: Buffer): Buffer {
  return Buffer.concat([u32(content.length + 8), Buffer.from(type, 'latin1'), content])
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

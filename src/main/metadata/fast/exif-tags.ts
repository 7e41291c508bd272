import { type ByteRange } from '../../formats/jpeg.ts'
import type { ByteSource } from '../../formats/byte-source.ts'
import { type Ifd, number, numbers, openTiff, readIfd, type Tiff } from '../../formats/tiff.ts'
import { appleContentIdentifier } from './apple-note.ts'
import { type Found, note, noteSize } from './found.ts'
import { noteGps } from './gps-tags.ts'
import { noteIptc, notePhotoshop } from './iptc-tags.ts'
import { isText, tiffBytes, tiffValue } from './tiff-value.ts'
import { noteXmp } from './xmp-tags.ts'

/** Exif 2.32 (CIPA DC-008), TIFF 6.0, DNG 1.7. Cameras put some of them into the other directory; both are searched. */
const names: Readonly<Record<number, string>> = {
  0x010e: 'ImageDescription',
  0x010f: 'Make',
  0x0110: 'Model',
  0x0112: 'Orientation',
  0x0131: 'Software',
  0x0132: 'ModifyDate',
  0x013b: 'Artist',
  0x4746: 'Rating',
  0x8298: 'Copyright',
  0x829a: 'ExposureTime',
  0x829d: 'FNumber',
  0x8822: 'ExposureProgram',
  0x8827: 'ISO',
  0x9003: 'DateTimeOriginal',
  0x9004: 'CreateDate',
  0x9010: 'OffsetTime',
  0x9011: 'OffsetTimeOriginal',
  0x9201: 'ShutterSpeedValue',
  0x9202: 'ApertureValue',
  0x9204: 'ExposureCompensation',
  0x9209: 'Flash',
  0x920a: 'FocalLength',
  0x9291: 'SubSecTimeOriginal',
  0xa403: 'WhiteBalance',
  0xa431: 'SerialNumber',
  0xa434: 'LensModel',
  0xc62f: 'CameraSerialNumber',
}

/** HP re-uses some of the later tags with other types: a text must be one. */
const texts = new Set([0xa431, 0xa434, 0xc62f, 0x9010, 0x9011, 0x9003, 0x9004, 0x0132])

const Tag = {
  subfileType: 0x00fe,
  width: 0x0100,
  height: 0x0101,
  subIfds: 0x014a,
  xmp: 0x02bc,
  iptc: 0x83bb,
  photoshop: 0x8649,
  exifIfd: 0x8769,
  gpsIfd: 0x8825,
  makerNote: 0x927c,
  kodakIfd: 0x8290,
  xpKeywords: 0x9c9e,
  exifWidth: 0xa002,
  exifHeight: 0xa003,
} as const

const MAX_BLOCK = 4 * 1024 * 1024

/** Tags of the EXIF part of a file. Gives back the opened structure and its first directory for what else is wanted. */
export async function noteExif(
  source: ByteSource,
  base: number,
  found: Found,
): Promise<{ tiff: Tiff; ifd0: Ifd; exif: Ifd | null } | null> {
  const tiff = await openTiff(source, base)
  const ifd0 = tiff && (await readIfd(tiff, tiff.firstIfd))
  if (!tiff || !ifd0) return null
  const exif = await subdirectory(tiff, ifd0, Tag.exifIfd)
  const gps = await subdirectory(tiff, ifd0, Tag.gpsIfd)
  await noteDirectory(tiff, ifd0, 'IFD0', found)
  if (exif) await noteExifDirectory(tiff, exif, found)
  if (gps) await noteGps(tiff, gps, found)
  await noteBlocks(tiff, ifd0, found)
  if (ifd0.entries.has(Tag.kodakIfd)) found.more = true
  return { tiff, ifd0, exif }
}

/** Tags of a directory that stands alone, as in Canon's CR3. */
export async function noteDirectory(tiff: Tiff, ifd: Ifd, group: string, found: Found): Promise<void> {
  for (const [tag, entry] of ifd.entries) {
    const name = names[tag]
    if (!name || (texts.has(tag) && !isText(entry))) continue
    const value = tiffValue(tiff, ifd, tag)
    note(found, `${group}:${name}`, fromApex(name, value instanceof Promise ? await value : value))
  }
}

export async function noteExifDirectory(tiff: Tiff, exif: Ifd, found: Found): Promise<void> {
  await noteDirectory(tiff, exif, 'ExifIFD', found)
  const makerNote = exif.entries.get(Tag.makerNote)
  if (!makerNote) return
  found.more = true
  note(found, 'Apple:ContentIdentifier', await appleContentIdentifier(tiff, makerNote))
}

/** Additive photographic units to seconds and f-numbers (Exif 2.32, annex C). */
function fromApex<Value>(name: string, value: Value): Value | number {
  if (typeof value !== 'number') return value
  if (name === 'ShutterSpeedValue') return Math.abs(value) < 100 ? 2 ** -value : 0
  if (name === 'ApertureValue') return 2 ** (value / 2)
  return value
}

async function subdirectory(tiff: Tiff, ifd: Ifd, tag: number): Promise<Ifd | null> {
  return readIfd(tiff, (await number(tiff, ifd, tag)) ?? 0)
}

/** XMP, IPTC and Windows' keywords that stand in a TIFF directory. */
async function noteBlocks(tiff: Tiff, ifd: Ifd, found: Found): Promise<void> {
  const bytes = async (tag: number) => {
    const entry = ifd.entries.get(tag)
    return entry ? tiffBytes(tiff, entry, MAX_BLOCK) : null
  }
  if (ifd.entries.has(Tag.xmp)) noteXmp(await bytes(Tag.xmp), found)
  if (ifd.entries.has(Tag.iptc)) noteIptc(await bytes(Tag.iptc), found)
  if (ifd.entries.has(Tag.photoshop)) notePhotoshop(await bytes(Tag.photoshop), found)
  const keywords = ifd.entries.has(Tag.xpKeywords) ? await bytes(Tag.xpKeywords) : null
  if (keywords) note(found, 'IFD0:XPKeywords', new TextDecoder('utf-16le').decode(keywords))
}

/** The picture area of EXIF, for formats whose directories describe other pictures (Canon CR2). */
export async function noteExifSize(tiff: Tiff, exif: Ifd | null, found: Found): Promise<void> {
  if (!exif) return
  noteSize(found, await number(tiff, exif, Tag.exifWidth), await number(tiff, exif, Tag.exifHeight))
}

const MAX_IFDS = 16

/** The largest picture that a directory calls the full-size one (TIFF 6.0, NewSubfileType). */
export async function noteTiffSize(tiff: Tiff, ifd0: Ifd, found: Found): Promise<void> {
  const queue = [ifd0]
  const seen = new Set<number>()
  let best = { full: false, width: 0, height: 0 }
  for (let ifd = queue.shift(); ifd; ifd = queue.shift()) {
    const width = (await number(tiff, ifd, Tag.width)) ?? 0
    const height = (await number(tiff, ifd, Tag.height)) ?? 0
    const full = (((await number(tiff, ifd, Tag.subfileType)) ?? 0) & 1) === 0
    const better = full === best.full ? width * height > best.width * best.height : full
    if (width * height > 0 && better) best = { full, width, height }
    for (const offset of [...(await numbers(tiff, ifd, Tag.subIfds)), ifd.next]) {
      if (offset <= 0 || seen.has(offset) || seen.size >= MAX_IFDS) continue
      seen.add(offset)
      const next = await readIfd(tiff, offset)
      if (next) queue.push(next)
    }
  }
  if (best.full) noteSize(found, best.width, best.height)
}

export async function blockAt(
  source: ByteSource,
  range: ByteRange,
  limit = MAX_BLOCK,
): Promise<Uint8Array | null> {
  const view = await source.view(range.at, Math.min(range.bytes, limit))
  return view ? new Uint8Array(view.buffer, view.byteOffset, view.byteLength) : null
}

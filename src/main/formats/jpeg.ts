import { latin1, type ByteSource } from './byte-source.ts'

/** What the segments of a JPEG before its pixels say (ITU T.81, annex B). Positions are in the file. */
export interface JpegHeader {
  /** 0 where it ends before its size is said. */
  width: number
  height: number
  /** Baseline or progressive with 8 bits, as every viewer decodes; RAW data may be lossless or 12-bit JPEG. */
  viewable: boolean
  /** Of the TIFF structure inside the EXIF segment. */
  exifAt: number | null
  /** Of the TIFF structure inside the multi-picture segment (CIPA DC-007). */
  mpfAt: number | null
  /** The XMP packet (its extension, if any, is left out), and Photoshop's resources, which hold IPTC. */
  xmp: ByteRange | null
  photoshop: ByteRange[]
  hasIcc: boolean
}

export interface ByteRange {
  at: number
  bytes: number
}

const XMP = 'http://ns.adobe.com/xap/1.0/\0'
const PHOTOSHOP = 'Photoshop 3.0\0'

const MAX_SEGMENTS = 400

/** Reads a JPEG's segments from its SOI up to its size, or as far as they make sense. Null: not a JPEG. */
export async function readJpegHeader(source: ByteSource, offset: number): Promise<JpegHeader | null> {
  const start = await source.view(offset, 2)
  if (!start || start.getUint16(0) !== 0xffd8) return null
  const header: JpegHeader = {
    width: 0,
    height: 0,
    viewable: false,
    exifAt: null,
    mpfAt: null,
    xmp: null,
    photoshop: [],
    hasIcc: false,
  }
  let at = offset + 2
  for (let i = 0; i < MAX_SEGMENTS; i++) {
    const marker = await nextMarker(source, at)
    if (!marker || marker.code === 0xda || marker.code === 0xd9) break
    at = marker.at
    const length = (await source.view(at + 2, 2))?.getUint16(0)
    if (length === undefined || length < 2) break
    if (isFrameStart(marker.code)) {
      await noteFrame(source, at, marker.code, header)
      break
    }
    await noteSegment(source, header, marker.code, at + 4, length - 2)
    at += 2 + length
  }
  return header
}

/** Markers may be padded with any number of 0xff; some old cameras leave a few stray bytes in between. */
async function nextMarker(source: ByteSource, from: number): Promise<{ code: number; at: number } | null> {
  for (let at = from; at < from + 64; at++) {
    const pair = (await source.view(at, 2))?.getUint16(0)
    if (pair === undefined) return null
    if (pair > 0xff00 && pair < 0xffff) return { code: pair & 0xff, at }
  }
  return null
}

function isFrameStart(code: number): boolean {
  return code >= 0xc0 && code <= 0xcf && code !== 0xc4 && code !== 0xc8 && code !== 0xcc
}

async function noteFrame(source: ByteSource, at: number, code: number, header: JpegHeader): Promise<void> {
  const frame = await source.view(at + 4, 5)
  if (!frame) return
  header.viewable = code <= 0xc2 && frame.getUint8(0) === 8
  header.height = frame.getUint16(1)
  header.width = frame.getUint16(3)
}

async function noteSegment(
  source: ByteSource,
  header: JpegHeader,
  code: number,
  at: number,
  bytes: number,
): Promise<void> {
  if (code !== 0xe1 && code !== 0xe2 && code !== 0xed) return
  const name = await source.view(at, Math.min(bytes, XMP.length))
  if (!name) return
  const text = latin1(name)
  if (code === 0xe1 && text.startsWith('Exif\0')) header.exifAt ??= at + 6
  if (code === 0xe1 && text === XMP) header.xmp ??= range(at, bytes, XMP.length)
  if (code === 0xed && text.startsWith(PHOTOSHOP)) header.photoshop.push(range(at, bytes, PHOTOSHOP.length))
  if (code === 0xe2 && text.startsWith('MPF\0')) header.mpfAt ??= at + 4
  if (code === 0xe2 && text.startsWith('ICC_PROFILE\0')) header.hasIcc = true
}

function range(at: number, bytes: number, skip: number): ByteRange {
  return { at: at + skip, bytes: bytes - skip }
}

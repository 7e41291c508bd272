import { AppError } from '../../../shared/errors.ts'
import { MAX_PIXELS } from './protocol.ts'

/** Upright 8-bit pixels, row after row. Without a profile they are sRGB. */
export interface Pixels {
  data: Uint8Array
  width: number
  height: number
  channels: 3 | 4
  icc: Uint8Array | null
}

/** @throws AppError decode-too-large */
export function checkPixels(width: number, height: number, most = MAX_PIXELS): void {
  if (width * height > most) throw new AppError('decode-too-large', { width, height })
}

const ASCENDING_TAGS = 11
const IFD_AT = 8
const BITS_AT = IFD_AT + 2 + ASCENDING_TAGS * 12 + 4

/** The pixels as an uncompressed TIFF in memory: the one way to hand sharp raw pixels together with a profile. */
export function pixelsAsTiff(pixels: Pixels, icc: Uint8Array): Buffer {
  const { width, height, channels, data } = pixels
  const iccAt = BITS_AT + 8
  const dataAt = iccAt + icc.length + (icc.length & 1)
  const head = Buffer.alloc(dataAt)
  head.write('II*\0', 'latin1')
  head.writeUInt32LE(IFD_AT, 4)
  head.writeUInt16LE(ASCENDING_TAGS, IFD_AT)
  let at = IFD_AT + 2
  const tag = (id: number, type: number, count: number, value: number) => {
    head.writeUInt16LE(id, at)
    head.writeUInt16LE(type, at + 2)
    head.writeUInt32LE(count, at + 4)
    head.writeUInt32LE(value, at + 8)
    at += 12
  }
  const [short, long, undefinedType] = [3, 4, 7]
  tag(0x0100, long, 1, width)
  tag(0x0101, long, 1, height)
  tag(0x0102, short, channels, BITS_AT)
  tag(0x0103, short, 1, 1)
  tag(0x0106, short, 1, 2)
  tag(0x0111, long, 1, dataAt)
  tag(0x0115, short, 1, channels)
  tag(0x0116, long, 1, height)
  tag(0x0117, long, 1, data.length)
  tag(0x0152, short, 1, channels === 4 ? 2 : 0)
  tag(0x8773, undefinedType, icc.length, iccAt)
  for (let i = 0; i < 4; i++) head.writeUInt16LE(8, BITS_AT + i * 2)
  head.set(icc, iccAt)
  return Buffer.concat([head, data])
}

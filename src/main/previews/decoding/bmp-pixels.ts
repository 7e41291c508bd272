import { AppError } from '../../../shared/errors.ts'
import { checkPixels, type Pixels } from './pixels.ts'

/** Header of a Windows bitmap (BITMAPFILEHEADER and BITMAPINFOHEADER, Microsoft's "Bitmap Storage"). */
interface BmpHeader {
  dataAt: number
  width: number
  height: number
  topDown: boolean
  bits: number
  paletteAt: number
  paletteSize: number
}

/** An uncompressed bitmap of 1, 4, 8, 24 or 32 bits. */
export function bmpPixels(file: Uint8Array): Pixels {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const header = readHeader(view)
  const { width, height, bits, dataAt } = header
  checkPixels(width, height)
  const stride = ((width * bits + 31) >> 5) * 4
  if (dataAt + stride * height > file.length) throw new AppError('cannot-decode', { format: 'BMP' })
  const data = new Uint8Array(width * height * 3)
  const pixel = bits > 8 ? direct(file, bits) : indexed(file, header)
  for (let y = 0; y < height; y++) {
    const row = dataAt + (header.topDown ? y : height - 1 - y) * stride
    for (let x = 0; x < width; x++) {
      const from = pixel(row, x)
      const to = (y * width + x) * 3
      data[to] = file[from + 2] ?? 0
      data[to + 1] = file[from + 1] ?? 0
      data[to + 2] = file[from] ?? 0
    }
  }
  return { data, width, height, channels: 3, icc: null }
}

function readHeader(view: DataView): BmpHeader {
  if (view.byteLength < 54) throw new AppError('cannot-decode', { format: 'BMP' })
  const headerBytes = view.getUint32(14, true)
  const height = view.getInt32(22, true)
  const header: BmpHeader = {
    dataAt: view.getUint32(10, true),
    width: view.getInt32(18, true),
    height: Math.abs(height),
    topDown: height < 0,
    bits: view.getUint16(28, true),
    paletteAt: 14 + headerBytes,
    paletteSize: view.getUint32(46, true),
  }
  const compression = view.getUint32(30, true)
  const plain = compression === 0 || (compression === 3 && header.bits === 32)
  if (headerBytes < 40 || header.width <= 0 || header.height === 0 || !plain) {
    throw new AppError('cannot-decode', { format: 'BMP' })
  }
  return header
}

/** Gives the position of a pixel's blue, green and red bytes. */
type Locate = (row: number, x: number) => number

function direct(file: Uint8Array, bits: number): Locate {
  if (bits !== 24 && bits !== 32) throw new AppError('cannot-decode', { format: 'BMP', bits })
  const step = bits / 8
  return (row, x) => Math.min(row + x * step, file.length)
}

function indexed(file: Uint8Array, { bits, paletteAt }: BmpHeader): Locate {
  if (bits !== 1 && bits !== 4 && bits !== 8) throw new AppError('cannot-decode', { format: 'BMP', bits })
  const perByte = 8 / bits
  const mask = (1 << bits) - 1
  return (row, x) => {
    const byte = file[row + Math.floor(x / perByte)] ?? 0
    const index = (byte >> (8 - bits - (x % perByte) * bits)) & mask
    return paletteAt + index * 4
  }
}

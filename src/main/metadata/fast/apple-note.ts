import { latin1 } from '../../formats/byte-source.ts'
import { readIfd, type Tiff, type TiffEntry } from '../../formats/tiff.ts'
import { tiffValue } from './tiff-value.ts'

const MAGIC = 'Apple iOS\0'
const IFD_AT = 14
const CONTENT_IDENTIFIER = 0x0011

/** Ties a Live Photo's still to its clip. Apple's maker note is a directory whose offsets count from the note. */
export async function appleContentIdentifier(tiff: Tiff, makerNote: TiffEntry): Promise<string | null> {
  const head = await tiff.source.view(makerNote.at, IFD_AT)
  if (!head || !latin1(head).startsWith(MAGIC)) return null
  const own: Tiff = { ...tiff, base: makerNote.at, littleEndian: head.getUint16(12) === 0x4949, big: false }
  const ifd = await readIfd(own, IFD_AT)
  const value = ifd && (await tiffValue(own, ifd, CONTENT_IDENTIFIER))
  return typeof value === 'string' ? value : null
}

import type { ByteSource } from './byte-source.ts'
import { addCandidate, setSize, type Findings } from './findings.ts'
import { readJpegHeader } from './jpeg.ts'
import { number, openTiff, readIfd } from './tiff.ts'
import { findInTiff } from './tiff-pictures.ts'

const MP_ENTRY = 0xb002
const MP_ENTRY_BYTES = 16
const MAX_PICTURES = 16

/** Pictures inside a JPEG: the EXIF thumbnail, maker-note previews and large thumbnails after the main picture. */
export async function findInJpeg(source: ByteSource, offset: number, findings: Findings): Promise<void> {
  const header = await readJpegHeader(source, offset)
  if (!header) return
  findings.hasIcc ||= header.hasIcc
  if (header.exifAt !== null) await findInTiff(source, header.exifAt, findings)
  if (header.mpfAt !== null) await findInMpf(source, header.mpfAt, findings)
  setSize(findings, header.width, header.height)
}

/** CIPA DC-007 section 5.2: the index IFD lists all pictures of the file; their offsets count from its TIFF header. */
async function findInMpf(source: ByteSource, mpfAt: number, findings: Findings): Promise<void> {
  const tiff = await openTiff(source, mpfAt)
  const index = tiff && (await readIfd(tiff, tiff.firstIfd))
  const entry = index?.entries.get(MP_ENTRY)
  if (!tiff || !index || !entry) return
  const count = Math.min((await number(tiff, index, 0xb001)) ?? 0, MAX_PICTURES)
  for (let i = 1; i < count; i++) {
    const row = await source.view(entry.at + i * MP_ENTRY_BYTES, MP_ENTRY_BYTES)
    if (!row) return
    const attribute = row.getUint32(0, tiff.littleEndian)
    if (!isLargeThumbnail(attribute)) continue
    addCandidate(findings, mpfAt + row.getUint32(8, tiff.littleEndian), row.getUint32(4, tiff.littleEndian))
  }
}

/** The other kinds are other views of the scene (stereo, panorama) or gain maps, no previews of this picture. */
function isLargeThumbnail(attribute: number): boolean {
  return (attribute & 0xff0000) === 0x010000
}

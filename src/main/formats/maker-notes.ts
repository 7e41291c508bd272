import { latin1 } from './byte-source.ts'
import { addCandidate, type Findings } from './findings.ts'
import { number, numbers, openTiff, readIfd, type Ifd, type Tiff, type TiffEntry } from './tiff.ts'

/**
 * How a maker's note begins: where its directory lies, what its offsets count from, and where it says its byte order
 * if that may differ from the file's. From ExifTool's MakerNotes documentation.
 */
interface NoteForm {
  magic: string
  ifdAt: number
  offsetsFrom: 'note' | 'file'
  orderAt?: number
}

const FORMS: readonly NoteForm[] = [
  { magic: 'OLYMP\0', ifdAt: 8, offsetsFrom: 'file' },
  { magic: 'OLYMPUS\0', ifdAt: 12, offsetsFrom: 'note', orderAt: 8 },
  { magic: 'OM SYSTEM\0', ifdAt: 16, offsetsFrom: 'note', orderAt: 12 },
  { magic: 'AOC\0', ifdAt: 6, offsetsFrom: 'file', orderAt: 4 },
  { magic: 'PENTAX \0', ifdAt: 10, offsetsFrom: 'note', orderAt: 8 },
  { magic: 'QVC\0', ifdAt: 6, offsetsFrom: 'file' },
  { magic: 'SONY', ifdAt: 12, offsetsFrom: 'file' },
]

/** Adds the previews that makers keep in their own notes. */
export async function findInMakerNote(tiff: Tiff, note: TiffEntry, findings: Findings): Promise<void> {
  const head = await tiff.source.view(note.at, Math.min(note.bytes, 18))
  if (!head || head.byteLength < 18) return
  const magic = latin1(head)
  if (magic.startsWith('Nikon\0') && magic.charCodeAt(6) === 2) {
    const nikon = await openTiff(tiff.source, note.at + 10)
    const ifd = nikon && (await readIfd(nikon, nikon.firstIfd))
    if (ifd) await findInPreviewIfd(nikon, ifd, findings)
    return
  }
  const form = FORMS.find((known) => magic.startsWith(known.magic))
  const own: Tiff = {
    ...tiff,
    base: form?.offsetsFrom === 'note' ? note.at : tiff.base,
    littleEndian: byteOrder(head, form, tiff),
    big: false,
  }
  const ifd = await readIfd(own, note.at + (form?.ifdAt ?? 0) - own.base)
  if (ifd) await findInNote(own, ifd, magic, findings)
}

function byteOrder(head: DataView, form: NoteForm | undefined, tiff: Tiff): boolean {
  if (form?.orderAt === undefined) return tiff.littleEndian
  const order = head.getUint16(form.orderAt)
  return order === 0x4949 || (order !== 0x4d4d && tiff.littleEndian)
}

/** Nikon's tag 0x0011 is a directory with the preview. */
async function findInPreviewIfd(note: Tiff, ifd: Ifd, findings: Findings): Promise<void> {
  const preview = await readIfd(note, (await number(note, ifd, 0x0011)) ?? 0)
  if (preview) await byTags(note, preview, 0x0201, 0x0202, findings)
}

async function findInNote(note: Tiff, ifd: Ifd, magic: string, findings: Findings): Promise<void> {
  if (magic.startsWith('OLYMPUS') || magic.startsWith('OM SYSTEM')) await findInOlympus(note, ifd, findings)
  else if (magic.startsWith('AOC') || magic.startsWith('PENTAX')) await byTags(note, ifd, 4, 3, findings)
  else if (magic.startsWith('QVC')) await byTags(note, ifd, 4, 3, findings)
  else if (magic.startsWith('SONY')) byData(ifd, 0x2001, findings)
  else await findInPlainNote(note, ifd, findings)
}

async function findInOlympus(note: Tiff, ifd: Ifd, findings: Findings): Promise<void> {
  byData(ifd, 0x0100, findings)
  const settings = await readIfd(note, (await number(note, ifd, 0x2020)) ?? 0)
  if (settings) await byTags(note, settings, 0x0101, 0x0102, findings)
}

/** Canon, Minolta, early Nikon and early Olympus begin with the directory itself. */
async function findInPlainNote(note: Tiff, ifd: Ifd, findings: Findings): Promise<void> {
  const [, , bytes, , , start] = await numbers(note, ifd, 0x00b6)
  if (start !== undefined) addCandidate(findings, note.base + start, bytes)
  await findInPreviewIfd(note, ifd, findings)
  await byTags(note, ifd, 0x0088, 0x0089, findings)
  byData(ifd, 0x0081, findings)
}

async function byTags(note: Tiff, ifd: Ifd, start: number, bytes: number, findings: Findings): Promise<void> {
  const offset = await number(note, ifd, start)
  if (offset) addCandidate(findings, note.base + offset, await number(note, ifd, bytes))
}

function byData(ifd: Ifd, tag: number, findings: Findings): void {
  const entry = ifd.entries.get(tag)
  if (entry) addCandidate(findings, entry.at, entry.bytes)
}

import { type Box, findBox, readBoxes } from '../../formats/boxes.ts'
import type { ByteSource } from '../../formats/byte-source.ts'
import { decodeText } from './decode-text.ts'
import { blockAt } from './exif-tags.ts'
import { type Found, note } from './found.ts'

/** QuickTime counts seconds from 1904-01-01 UTC. */
const EPOCH_1904 = Date.UTC(1904, 0, 1)
const APPLE = 'com.apple.quicktime.'
const names: Readonly<Record<string, string>> = {
  creationdate: 'CreationDate',
  make: 'Make',
  model: 'Model',
  software: 'Software',
  'content.identifier': 'ContentIdentifier',
}

/**
 * Enough of a clip to date it and to tie it to its still: the movie header and Apple's keys. ExifTool reads the rest.
 * QuickTime File Format Specification, "Movie Atoms" and "Metadata".
 */
export async function noteMovie(source: ByteSource, found: Found): Promise<void> {
  const moov = (await readBoxes(source, 0, source.size)).find((box) => box.type === 'moov')
  if (!moov) return
  for (const box of await readBoxes(source, moov.at, moov.end)) {
    if (box.type === 'mvhd') await noteMovieHeader(source, box, found)
    if (box.type === 'meta') await noteKeys(source, box, found)
  }
}

async function noteMovieHeader(source: ByteSource, mvhd: Box, found: Found): Promise<void> {
  const view = await source.view(mvhd.at, Math.min(32, mvhd.end - mvhd.at))
  if (!view || view.byteLength < 20) return
  const wide = view.getUint8(0) === 1 && view.byteLength >= 32
  const created = wide ? Number(view.getBigUint64(4)) : view.getUint32(4)
  const scale = view.getUint32(wide ? 20 : 12)
  const duration = wide ? Number(view.getBigUint64(24)) : view.getUint32(16)
  if (scale > 0) note(found, 'QuickTime:Duration', duration / scale)
  if (created > 0 && created < 1e11) note(found, 'QuickTime:CreateDate', utcText(created))
}

function utcText(seconds: number): string {
  const iso = new Date(EPOCH_1904 + seconds * 1000).toISOString()
  return `${iso.slice(0, 10).replaceAll('-', ':')} ${iso.slice(11, 19)}`
}

async function noteKeys(source: ByteSource, meta: Box, found: Found): Promise<void> {
  const parts = await readBoxes(source, meta.at, meta.end)
  const keys = parts.find((box) => box.type === 'keys')
  const list = parts.find((box) => box.type === 'ilst')
  if (!keys || !list) return
  const known = await readBoxes(source, keys.at + 8, keys.end)
  for (const item of await readBoxes(source, list.at, list.end)) {
    const key = known[indexOf(item.type) - 1]
    const name = key && names[await textAt(source, key.at, key.end).then((text) => text.replace(APPLE, ''))]
    const data = name ? await findBox(source, item, 'data') : null
    if (name && data) note(found, `Keys:${name}`, await textAt(source, data.at + 8, data.end))
  }
}

/** The four bytes of an item's type are the number of its key, from 1. */
function indexOf(type: string): number {
  return [...type].reduce((sum, letter) => sum * 256 + letter.charCodeAt(0), 0)
}

async function textAt(source: ByteSource, at: number, end: number): Promise<string> {
  const bytes = await blockAt(source, { at, bytes: Math.min(Math.max(end - at, 0), 1_000) })
  return bytes ? decodeText(bytes) : ''
}

import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import type { OutgoingHttpHeaders } from 'node:http'
import { AppError } from '../../../shared/errors.ts'
import type { PreviewSize } from '../../../shared/ipc/bulk.ts'
import type { Picture } from '../../previews/preview-service.ts'
import type { Engine } from '../engine.ts'
import { bytesAnswer, openRegularFile } from './answer.ts'
import type { Answer } from './answer.ts'

/** The picture formats a preview may have. Nothing that could carry a script is ever sent as what it is. */
const PICTURE_TYPES = new Set(['image/jpeg', 'image/webp', 'image/png', 'image/avif'])
const MAX_GRID_SLOTS = 500

/** A photo's preview. `fixed`: the address names this run and this version, so it can be kept for good. */
export async function previewAnswer(
  engine: Engine,
  size: PreviewSize,
  slot: number,
  version: string | null,
  inThisRun: boolean,
): Promise<Answer> {
  if (engine.catalog.idOf(slot) === null) throw new AppError('not-found', { what: 'This photo' })
  const picture = await engine.previews.picture(size, slot)
  const current = engine.catalog.columns.preview[slot]!
  const fixed = inThisRun && version === String(current)
  return pictureAnswer(picture, {
    etag: `"${engine.epoch}-${size}-${slot}-${current}"`,
    'cache-control': fixed ? 'private, max-age=31536000, immutable' : 'private, no-cache',
  })
}

/** A picture on a card. */
export async function cardAnswer(
  engine: Engine,
  cardId: string,
  size: PreviewSize,
  index: number,
): Promise<Answer> {
  const path = engine.cards.pictureFile(cardId, index)
  const stat = statSync(path, { throwIfNoEntry: false })
  const picture = await engine.previews.ofFile(path, size)
  const identity = `${path}\0${stat?.size}\0${stat?.mtimeMs}\0${size}`
  return pictureAnswer(picture, { etag: `"${createHash('sha256').update(identity).digest('base64url')}"` })
}

/** Grid previews of many photos back to back: slot u32, bytes u32, then the bytes, little endian. */
export async function gridAnswer(engine: Engine, body: Uint8Array): Promise<Answer> {
  if (body.byteLength % 4 !== 0 || body.byteLength > MAX_GRID_SLOTS * 4) throw new AppError('bad-request')
  const slots = [...new Uint32Array(new Uint8Array(body).buffer)]
  const previews = await engine.previews.grid(slots)
  const parts: Uint8Array[] = []
  for (const [slot, bytes] of previews)
    parts.push(new Uint8Array(Uint32Array.of(slot, bytes.byteLength).buffer), bytes)
  return bytesAnswer(Buffer.concat(parts), 'application/octet-stream', { 'cache-control': 'no-store' })
}

async function pictureAnswer(picture: Picture, headers: OutgoingHttpHeaders): Promise<Answer> {
  const type = PICTURE_TYPES.has(picture.mimeType) ? picture.mimeType : 'application/octet-stream'
  if ('bytes' in picture) return bytesAnswer(picture.bytes, type, headers)
  const { path, offset, bytes } = picture.file
  const opened = await openRegularFile(path)
  if (opened.bytes < offset + bytes) {
    await opened.file.close()
    throw new AppError('file-changed-while-read', { name: path })
  }
  return {
    status: 200,
    headers: { 'content-type': type, 'content-length': bytes, ...headers },
    body: { file: opened.file, offset, bytes },
  }
}

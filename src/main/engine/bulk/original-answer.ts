import { AppError } from '../../../shared/errors.ts'
import { fileIdSchema } from '../../../shared/ids.ts'
import type { Engine } from '../engine.ts'
import { openRegularFile } from './answer.ts'
import type { Answer } from './answer.ts'
import { parseRange } from './range.ts'

/** What a player may play and a page may show. Everything else is sent as bytes without a meaning. */
const SAFE_TYPE = /^(video|audio)\/[\w.+-]+$|^image\/(jpeg|png|webp|avif|gif|heic|heif|jxl|bmp|tiff)$/

/** A file's own bytes, whole or in part. */
export async function originalAnswer(
  engine: Engine,
  fileId: string,
  asked: { range: string | undefined; ifRange: string | undefined },
): Promise<Answer> {
  const { path, mimeType } = await locate(engine, fileId)
  const { file, bytes, mtimeMs } = await openRegularFile(path)
  const etag = `"${bytes.toString(16)}-${Math.round(mtimeMs).toString(16)}"`
  const headers = {
    'content-type': SAFE_TYPE.test(mimeType) ? mimeType : 'application/octet-stream',
    'accept-ranges': 'bytes',
    etag,
  }
  const range =
    asked.ifRange === undefined || asked.ifRange === etag ? parseRange(asked.range, bytes) : 'whole'
  if (range === 'unsatisfiable') {
    await file.close()
    return { status: 416, headers: { ...headers, 'content-range': `bytes */${bytes}` }, body: null }
  }
  if (range === 'whole') {
    return { status: 200, headers: { ...headers, 'content-length': bytes }, body: { file, offset: 0, bytes } }
  }
  const length = range.last - range.first + 1
  return {
    status: 206,
    headers: {
      ...headers,
      'content-length': length,
      'content-range': `bytes ${range.first}-${range.last}/${bytes}`,
    },
    body: { file, offset: range.first, bytes: length },
  }
}

async function locate(engine: Engine, id: string): Promise<{ path: string; mimeType: string }> {
  const fileId = fileIdSchema.safeParse(id)
  const file = fileId.success ? await engine.catalog.file(fileId.data) : null
  if (!file) throw new AppError('not-found', { what: 'This file' })
  const here = engine.volumes.resolve(file.volumeId, file.folder, file.name)
  const path = here ?? (await engine.space.original(file))
  return { path, mimeType: file.metadata?.mimeType ?? '' }
}

import type { EngineConnection } from '../main/engine/engine-connection.ts'
import { cameraName } from '../shared/camera-name.ts'
import { AppError } from '../shared/errors.ts'
import { bulk } from '../shared/ipc/bulk.ts'
import type { PhotoDetail } from '../shared/photo.ts'
import type { ViewQuery } from '../shared/view.ts'

/** One photo of a list, under the names of the JSON that other tools rely on. */
export interface PhotoRow {
  id: string
  path: string
  files: string[]
  takenAt: string | null
  rating: number
  flag: string
  label: string | null
  keywords: string[]
  camera: string | null
  lens: string | null
}

const ROWS_AT_ONCE = 200

/** The photos of a view, in its order. @throws AppError search-invalid */
export async function* photoRows(
  engine: EngineConnection,
  query: ViewQuery,
  limit = Infinity,
): AsyncGenerator<PhotoRow> {
  const view = await engine.client.photos.view(query)
  if (view.problem) throw new AppError('search-invalid', { at: view.problem.at + 1 })
  const { status, body } = await engine.bulk(bulk.order(view.viewId))
  if (status !== 200) throw new AppError('engine-stopped')
  const order = new Uint32Array(new Uint8Array(body).buffer)
  const count = Math.min(order.length, limit)
  for (let at = 0; at < count; at += ROWS_AT_ONCE) {
    const slots = [...order.subarray(at, Math.min(at + ROWS_AT_ONCE, count))]
    for (const detail of await engine.client.photos.details({ slots })) yield rowOf(detail)
  }
}

function rowOf(detail: PhotoDetail): PhotoRow {
  const { id, files, faceFileId, metadata, rating, flag, label, keywords } = detail
  const face = files.find((file) => file.id === faceFileId) ?? files[0]
  return {
    id,
    path: face?.path ?? '',
    files: files.map((file) => file.path),
    takenAt: metadata.takenAt,
    rating,
    flag,
    label,
    keywords,
    camera: cameraName(metadata.make, metadata.model) || null,
    lens: metadata.lens ?? metadata.lensId,
  }
}

/** For people: the beginning of the id, then what one looks for first. */
export function rowLine(row: PhotoRow): string {
  const stars = '★'.repeat(row.rating).padEnd(5, '·')
  const flag = { pick: 'P', reject: 'X' }[row.flag] ?? ' '
  return `${row.id.slice(0, 8)}  ${row.takenAt ?? ' '.repeat(19)}  ${stars} ${flag}  ${row.path}`
}

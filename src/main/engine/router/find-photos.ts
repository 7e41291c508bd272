import { isAbsolute } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { photoIdSchema } from '../../../shared/ids.ts'
import type { PhotoId } from '../../../shared/ids.ts'
import type { Engine } from '../engine.ts'

const MOST = 10
const ID_BEGINNING = /^[0-9a-f]{4,31}$/

/** Photos meant by an id, the beginning of an id, or the absolute path of one of their files. */
export async function findPhotos(engine: Engine, photo: string): Promise<PhotoId[]> {
  const id = photoIdSchema.safeParse(photo)
  if (id.success) return engine.catalog.slotOf(id.data) === null ? [] : [id.data]
  if (isAbsolute(photo)) return photosAtPath(engine, photo)
  return ID_BEGINNING.test(photo) ? photosBeginning(engine, photo) : []
}

function photosBeginning(engine: Engine, beginning: string): PhotoId[] {
  const found: PhotoId[] = []
  for (let slot = 0; slot < engine.catalog.columns.length && found.length < MOST; slot++) {
    const id = engine.catalog.idOf(slot)
    if (id?.startsWith(beginning)) found.push(id)
  }
  return found
}

async function photosAtPath(engine: Engine, path: string): Promise<PhotoId[]> {
  const place = await placeOf(engine, path)
  if (!place) return []
  const cut = place.relative.lastIndexOf('/')
  const folder = cut < 0 ? '' : place.relative.slice(0, cut)
  const name = place.relative.slice(cut + 1)
  const files = await engine.catalog.filesIn(place.volumeId, folder)
  return [...new Set(files.filter((file) => file.name === name).map((file) => file.photoId))].slice(0, MOST)
}

async function placeOf(engine: Engine, path: string) {
  try {
    return await engine.volumes.locate(path)
  } catch (error) {
    if (error instanceof AppError && error.code === 'folder-missing') return null
    throw error
  }
}

import { existsSync, realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { AppError } from '../shared/errors.ts'
import type { PhotoId } from '../shared/ids.ts'
import type { EngineClient } from '../shared/ipc/client.ts'
import { UsageError } from './refusal.ts'

/** @returns the photo meant by an id, the beginning of one, or a path; `path` is set for a path. */
export async function findPhoto(
  client: EngineClient,
  given: string,
): Promise<{ id: PhotoId; path: string | null }> {
  const asId = /^[0-9a-f]{4,32}$/.test(given) ? await client.photos.find({ photo: given }) : []
  if (asId.length > 1)
    throw new UsageError(`${given} is the beginning of ${asId.length} ids. Give more of it.`)
  if (asId[0]) return { id: asId[0], path: null }
  const path = existsSync(given) ? realpathSync(given) : resolve(given)
  const atPath = await client.photos.find({ photo: path })
  if (!atPath[0]) throw new AppError('not-found', { what: given })
  return { id: atPath[0], path }
}

export async function findPhotos(client: EngineClient, given: readonly string[]): Promise<PhotoId[]> {
  const found: PhotoId[] = []
  for (const photo of given) found.push((await findPhoto(client, photo)).id)
  return found
}

import { labelOf } from '../shared/label-text.ts'
import { emptyMetadata } from '../shared/metadata.ts'
import type { Metadata } from '../shared/metadata.ts'
import type { PhotoDetail } from '../shared/photo.ts'
import type { EngineClient } from '../shared/ipc/client.ts'
import { findPhoto } from './find-photo.ts'

/**
 * All metadata of a photo under the names of metadata.ts, with what the user gave it. Of a photo meant by id, its face
 * file's, filled up from the others; of a path, that file's own.
 */
export async function describePhoto(client: EngineClient, photo: string) {
  const { id, path } = await findPhoto(client, photo)
  const [detail, files] = await Promise.all([client.photos.detail({ id }), client.photos.files({ id })])
  const file =
    files.find((candidate) => candidate.path === path) ??
    files.find((candidate) => candidate.id === detail.faceFileId)
  const own = file?.metadata ?? emptyMetadata
  const metadata = path === null ? filled(own, detail.metadata) : own
  return {
    id,
    path: file?.path ?? '',
    files: files.map((each) => each.path),
    bytes: file?.bytes ?? null,
    sha256: file?.sha256 ?? null,
    ...metadata,
    ...editable(detail, metadata),
  }
}

/** A photo is more than its face: what that file does not say, another of its files may. */
function filled(own: Metadata, merged: Metadata): Metadata {
  const silent = Object.entries(own).filter(
    ([, value]) => value === null || (Array.isArray(value) && value.length === 0),
  )
  // The names are those of metadata, so the values are too.
  return { ...own, ...Object.fromEntries(silent.map(([name]) => [name, merged[name as keyof Metadata]])) }
}

/** What can be edited is the catalog's to say. What it has no room for (a label of another program) stays as written. */
function editable(detail: PhotoDetail, file: Metadata) {
  const inRange = file.rating !== null && file.rating >= 0 && file.rating <= 5
  return {
    rating: detail.rating === 0 && !inRange ? file.rating : detail.rating,
    label: detail.label === labelOf(file.label) ? file.label : detail.label,
    flag: detail.flag,
    keywords: detail.keywords,
    title: detail.title || null,
    caption: detail.caption || null,
    creator: detail.creator || null,
    copyright: detail.copyright || null,
    albums: detail.albums.map((album) => album.title),
  }
}

import type { Command } from 'commander'
import { labels } from '../../shared/photo.ts'
import type { PhotoDetail } from '../../shared/photo.ts'
import { emptyMetadata } from '../../shared/metadata.ts'
import type { Metadata } from '../../shared/metadata.ts'
import { findPhoto } from '../find-photo.ts'
import { withLibrary } from '../options.ts'
import type { LibraryOptions } from '../options.ts'
import { printable, printJson, printLine } from '../output.ts'
import { withEngine } from '../with-engine.ts'

export function addShow(program: Command): void {
  withLibrary(program.command('show'))
    .description('all metadata of a photo; given a path, what that file says')
    .argument('<photo>', 'id, beginning of an id, or path')
    .action(async (photo: string, options: LibraryOptions) => {
      await withEngine(options.library, async ({ client }) => {
        const { id, path } = await findPhoto(client, photo)
        const [detail, files] = await Promise.all([client.photos.detail({ id }), client.photos.files({ id })])
        const file =
          files.find((candidate) => candidate.path === path) ??
          files.find((candidate) => candidate.id === detail.faceFileId)
        const own = file?.metadata ?? emptyMetadata
        const metadata = path === null ? filled(own, detail.metadata) : own
        const shown = {
          id,
          path: file?.path ?? '',
          files: files.map((each) => each.path),
          bytes: file?.bytes ?? null,
          sha256: file?.sha256 ?? null,
          ...metadata,
          ...editable(detail, metadata),
        }
        if (options.json) printJson(shown)
        else for (const [name, value] of Object.entries(shown)) printField(name, value)
      })
    })
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
  const knownLabel = labels.some((label) => label === file.label?.toLowerCase())
  return {
    rating: detail.rating === 0 && !inRange ? file.rating : detail.rating,
    label:
      detail.label === null
        ? knownLabel
          ? null
          : file.label
        : detail.label === file.label?.toLowerCase()
          ? file.label
          : detail.label,
    flag: detail.flag,
    keywords: detail.keywords,
    title: detail.title || null,
    caption: detail.caption || null,
    creator: detail.creator || null,
    copyright: detail.copyright || null,
    albums: detail.albums.map((album) => album.title),
  }
}

function printField(name: string, value: unknown): void {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return
  const text = Array.isArray(value) ? value.join(', ') : String(value)
  printLine(`${name.padEnd(20)} ${printable(text)}`)
}

import type { Command } from 'commander'
import { systemRandom } from '../../main/system.ts'
import { AppError } from '../../shared/errors.ts'
import type { AlbumId } from '../../shared/ids.ts'
import type { EngineClient } from '../../shared/ipc/client.ts'
import { newId } from '../../shared/random.ts'
import { findPhotos } from '../find-photo.ts'
import { withLibrary } from '../options.ts'
import type { LibraryOptions } from '../options.ts'
import { printable, printJson, printLine } from '../output.ts'
import { photoRows, rowLine } from '../photo-rows.ts'
import { UsageError } from '../refusal.ts'
import { withEngine } from '../with-engine.ts'

export function addAlbum(program: Command): void {
  const album = program.command('album').description('albums: create, add, remove, list, show')
  withLibrary(album.command('create'))
    .argument('<title>')
    .action((title: string, options: LibraryOptions) =>
      withEngine(options.library, async ({ client }) => {
        const id = newId<AlbumId>(systemRandom)
        await client.edits.apply({ kind: 'album-create', id, title })
        if (options.json) printJson({ id, title: title.trim() })
        else printLine(id)
      }),
    )
  for (const kind of ['add', 'remove'] as const) {
    withLibrary(album.command(kind))
      .argument('<album>', 'title or id')
      .argument('<photo...>', 'ids, beginnings of ids, or paths')
      .action((given: string, photos: string[], options: LibraryOptions) =>
        withEngine(options.library, async ({ client }) => {
          const { id } = await findAlbum(client, given)
          const ids = await findPhotos(client, photos)
          const { changed } = await client.edits.apply({ kind: `album-${kind}`, id, photos: { ids } })
          if (options.json) printJson({ id, photos: ids.length, changed })
          else printLine(`${changed} of ${ids.length} changed`)
        }),
      )
  }
  withLibrary(album.command('list')).action((options: LibraryOptions) =>
    withEngine(options.library, async ({ client }) => {
      for (const { id, title, count } of await client.albums.list()) {
        if (options.json) printJson({ id, title, photos: count })
        else printLine(`${id.slice(0, 8)}  ${String(count).padStart(7)}  ${printable(title)}`)
      }
    }),
  )
  withLibrary(album.command('show'))
    .argument('<album>', 'title or id')
    .action((given: string, options: LibraryOptions) =>
      withEngine(options.library, async (engine) => {
        const { id } = await findAlbum(engine.client, given)
        const view = {
          source: { kind: 'album', id },
          search: '',
          sort: { field: 'album', descending: false },
        } as const
        for await (const row of photoRows(engine, view)) {
          if (options.json) printJson(row)
          else printLine(printable(rowLine(row)))
        }
      }),
    )
}

async function findAlbum(client: EngineClient, given: string) {
  const albums = await client.albums.list()
  const exact = albums.filter(({ id, title }) => id === given || title === given)
  const found =
    exact.length > 0 ? exact : albums.filter(({ id }) => /^[0-9a-f]{4,}$/.test(given) && id.startsWith(given))
  if (found.length > 1)
    throw new UsageError(`${given} means ${found.length} albums. Give the id; see: album list`)
  if (!found[0]) throw new AppError('not-found', { what: given })
  return found[0]
}

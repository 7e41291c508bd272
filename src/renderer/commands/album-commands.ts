import type { AlbumId } from '../../shared/ids.ts'
import { editTargets } from '../edits/edit-targets.ts'
import { type AlbumName, useEditState } from '../edits/edit-store.ts'
import { moveInAlbum } from '../edits/move-in-album.ts'
import { useScreen } from '../state/screen-store.ts'
import type { CommandContext } from './command-context.ts'
import type { Command } from './command.ts'
import { keyTable } from './key-table.ts'

/** Albums: putting photos in and out, making, naming and ordering them. */
export function albumCommands(context: CommandContext): Command[] {
  const { text, edits, bridge } = context
  const { titles, reasons, palette } = text.commands
  const slots = editTargets()
  const hasPhoto = slots.length > 0 ? true : reasons.noPhoto
  const { open, last } = namedAlbums(context.albums)
  const { sort } = useScreen.getState()
  const byHand = !open ? reasons.noAlbum : sort.field === 'album' ? hasPhoto : reasons.notSortedByHand

  return [
    {
      id: 'add-to-album',
      title: titles['add-to-album'],
      group: 'album',
      keys: keyTable['add-to-album'],
      icon: 'album',
      enabled: hasPhoto,
      run: () => useEditState.setState({ dialog: { kind: 'add-to-album', slots } }),
    },
    {
      id: 'add-to-last',
      title: last ? titles['add-to-last'](last.title) : titles['add-to-last-none'],
      group: 'album',
      keys: keyTable['add-to-last'],
      icon: 'album',
      note: palette.lastUsed,
      enabled: last ? hasPhoto : reasons.noLastAlbum,
      run: async () => {
        if (last) await edits.apply({ kind: 'album-add', id: last.id, photos: { slots: editTargets() } })
      },
    },
    {
      id: 'new-album',
      title: slots.length > 0 ? titles['new-album-from-selection'] : titles['new-album'],
      group: 'album',
      keys: keyTable['new-album'],
      icon: 'plus',
      enabled: true,
      run: () => useEditState.setState({ dialog: { kind: 'new-album', slots } }),
    },
    {
      id: 'remove-from-album',
      title: titles['remove-from-album'],
      group: 'album',
      keys: open ? keyTable['remove-from-album'] : [],
      icon: 'close',
      enabled: open ? hasPhoto : reasons.noAlbum,
      run: async () => {
        if (open) await edits.apply({ kind: 'album-remove', id: open.id, photos: { slots: editTargets() } })
      },
    },
    {
      id: 'move-back',
      title: titles['move-back'],
      group: 'album',
      keys: keyTable['move-back'],
      enabled: byHand,
      repeats: true,
      run: () => moveInAlbum(edits, bridge.engine, open?.id, -1),
    },
    {
      id: 'move-on',
      title: titles['move-on'],
      group: 'album',
      keys: keyTable['move-on'],
      enabled: byHand,
      repeats: true,
      run: () => moveInAlbum(edits, bridge.engine, open?.id, 1),
    },
    {
      id: 'rename-album',
      title: titles['rename-album'],
      group: 'album',
      keys: [],
      icon: 'album',
      enabled: open ? true : reasons.noAlbum,
      run: () => {
        if (open) useEditState.setState({ dialog: { kind: 'rename-album', album: open } })
      },
    },
    {
      id: 'delete-album',
      title: titles['delete-album'],
      group: 'album',
      keys: [],
      icon: 'trash',
      enabled: open ? true : reasons.noAlbum,
      run: () => deleteAlbum(context, open?.id),
    },
  ]
}

/** The album that is shown, and the one that photos were added to last, unless it is gone. */
function namedAlbums(albums: readonly AlbumName[]): {
  open: AlbumName | undefined
  last: AlbumName | undefined
} {
  const { source } = useScreen.getState()
  const { lastAlbum } = useEditState.getState()
  return {
    open: source.kind === 'album' ? albums.find((album) => album.id === source.id) : undefined,
    last: albums.find((album) => album.id === lastAlbum?.id),
  }
}

/** No question asked: its photos stay, and undo brings it back. */
async function deleteAlbum({ edits }: CommandContext, id: AlbumId | undefined): Promise<void> {
  if (!id) return
  const done = await edits.apply({ kind: 'album-delete', id })
  if (done !== null) useScreen.setState({ source: { kind: 'all' } })
}

import type { AlbumId } from '../../shared/ids.ts'
import { IconButton } from '../components/button.tsx'
import { MenuButton } from '../components/menu.tsx'
import { useEditState } from '../edits/edit-store.ts'
import { useEdits } from '../edits/use-edits.ts'
import { useFormat } from '../state/format-context.ts'
import { useScreen } from '../state/screen-store.ts'
import { useText } from '../state/text-context.ts'
import { SidebarRow } from './sidebar-row.tsx'
import { sourceKey } from './source-key.ts'

interface Album {
  readonly id: AlbumId
  readonly title: string
  readonly count: number
}

export function AlbumRow({ album }: { album: Album }) {
  const text = useText().library.sidebar
  const format = useFormat()
  const edits = useEdits()

  // No question asked: its photos stay, and undo brings it back.
  const remove = async () => {
    const done = await edits.apply({ kind: 'album-delete', id: album.id })
    const { source } = useScreen.getState()
    if (done !== null && source.kind === 'album' && source.id === album.id) {
      useScreen.setState({ source: { kind: 'all' } })
    }
  }
  const entries = [
    {
      id: 'rename',
      label: text.rename,
      run: () => useEditState.setState({ dialog: { kind: 'rename-album', album } }),
    },
    { id: 'delete', label: text.delete, icon: 'trash' as const, run: () => void remove() },
  ]
  return (
    <SidebarRow
      id={sourceKey({ kind: 'album', id: album.id })}
      name={album.title}
      icon="album"
      note={format.number(album.count)}
      onPhotos={(slots) => void edits.apply({ kind: 'album-add', id: album.id, photos: { slots } })}
      actions={
        <MenuButton label={text.albumActions(album.title)} groups={[entries]}>
          <IconButton icon="more" label={text.albumActions(album.title)} className="sidebar-action" />
        </MenuButton>
      }
    />
  )
}

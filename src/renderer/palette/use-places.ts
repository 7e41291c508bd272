import { useAlbums, useFolderTree } from '../state/lists.ts'
import { useScreen } from '../state/screen-store.ts'
import type { ViewSource } from '../../shared/view.ts'

/** An album or a folder that can be gone to. */
export interface Place {
  readonly id: string
  readonly name: string
  readonly kind: 'album' | 'folder'
  open(): void
}

export function usePlaces(): Place[] {
  const albums = useAlbums()
  const folders = useFolderTree()
  return [
    ...albums.map(({ id, title }): Place => ({
      id: `album ${id}`,
      name: title,
      kind: 'album',
      open: () => show({ kind: 'album', id }, 'album'),
    })),
    ...folders.map(({ volumeId, path, name }): Place => ({
      id: `folder ${volumeId} ${path}`,
      name,
      kind: 'folder',
      open: () => show({ kind: 'folder', volumeId, path }, 'taken'),
    })),
  ]
}

function show(source: ViewSource, field: 'album' | 'taken'): void {
  useScreen.setState({
    screen: 'library',
    source,
    search: '',
    sort: { field, descending: field === 'taken' },
  })
}

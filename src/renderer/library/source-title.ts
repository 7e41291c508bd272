import { useAlbums, useFolderTree } from '../state/lists.ts'
import { useScreen } from '../state/screen-store.ts'
import { useText } from '../state/text-context.ts'

/** Name of what is shown: the album's or folder's own, else the words for it. */
export function useSourceTitle(): string {
  const text = useText().library.sources
  const source = useScreen((state) => state.source)
  const albums = useAlbums()
  const folders = useFolderTree()
  if (source.kind === 'album') return albums.find(({ id }) => id === source.id)?.title ?? text.album
  if (source.kind === 'folder') {
    const folder = folders.find(({ volumeId, path }) => volumeId === source.volumeId && path === source.path)
    return folder?.name ?? text.folder
  }
  return text[source.kind]
}

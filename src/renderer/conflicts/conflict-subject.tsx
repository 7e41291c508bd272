import { useQuery } from '@tanstack/react-query'
import { bulk } from '../../shared/ipc/bulk.ts'
import type { OverwrittenText } from '../../shared/sync-status.ts'
import { Icon } from '../components/icon.tsx'
import { useBridge } from '../state/bridge-context.ts'
import { useLibrary } from '../state/library-store.ts'
import { useAlbums } from '../state/lists.ts'
import { queryKeys } from '../state/query-keys.ts'
import { useText } from '../state/text-context.ts'

/** What a text is of: the photo by its file's name, or the album. */
export function useSubjectName({ photoId, albumId, holds }: OverwrittenText): string {
  const text = useText().conflicts
  const detail = usePhotoOf(photoId)
  const albums = useAlbums()
  if (albumId === null) return detail?.name ?? ''
  return albums.find(({ id }) => id === albumId)?.title ?? (holds || text.album)
}

/** Its picture, where there is one. */
export function SubjectPicture({ conflict }: { conflict: OverwrittenText }) {
  const { bulkUrl } = useBridge()
  const detail = usePhotoOf(conflict.photoId)
  const preview = useLibrary(({ columns }) => (detail ? (columns.preview[detail.slot] ?? 0) : 0))
  return (
    <div className="conflict-picture">
      {detail && preview > 0 ? (
        <img src={bulkUrl(bulk.preview('grid', detail.slot, preview))} alt="" draggable={false} />
      ) : (
        <Icon name={conflict.albumId === null ? 'photos' : 'album'} size={24} />
      )}
    </div>
  )
}

function usePhotoOf(photoId: OverwrittenText['photoId']) {
  const { engine } = useBridge()
  const { data } = useQuery({
    queryKey: queryKeys.photoById(photoId ?? ''),
    queryFn: () => (photoId === null ? null : engine.photos.detail({ id: photoId })),
  })
  return data ?? null
}

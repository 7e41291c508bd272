import { isTextDropItem, useDragAndDrop } from 'react-aria-components'
import { z } from 'zod'
import type { Edits } from '../edits/apply-edits.ts'
import { draggedPhotos } from '../grid/grid-pointer.ts'
import type { useAlbums } from '../state/lists.ts'
import { sourceKey } from './source-key.ts'

const slotsSchema = z.array(z.number().int().min(0)).min(1)

/** Lets photos be dropped on the rows of albums. */
export function useAlbumDrop(albums: ReturnType<typeof useAlbums>, edits: Edits) {
  const albumOf = (key: unknown) => albums.find(({ id }) => sourceKey({ kind: 'album', id }) === key)
  return useDragAndDrop({
    acceptedDragTypes: [draggedPhotos],
    getDropOperation: (target) => (target.type === 'item' && albumOf(target.key) ? 'copy' : 'cancel'),
    onItemDrop: ({ items, target }) => {
      const album = albumOf(target.key)
      const item = items.find((one) => isTextDropItem(one) && one.types.has(draggedPhotos))
      if (album && item && isTextDropItem(item)) {
        void item.getText(draggedPhotos).then((json) => {
          const slots = slotsSchema.parse(JSON.parse(json))
          return edits.apply({ kind: 'album-add', id: album.id, photos: { slots } })
        })
      }
    },
  }).dragAndDropHooks
}

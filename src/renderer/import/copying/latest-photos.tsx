import { bulk } from '../../../shared/ipc/bulk.ts'
import type { CardItem } from '../../../shared/import.ts'
import { useBridge } from '../../state/bridge-context.ts'
import { useText } from '../../state/text-context.ts'

/** The photos that were verified last. */
export function LatestPhotos({ cardId, photos }: { cardId: string; photos: readonly CardItem[] }) {
  const { copying } = useText().import
  const { bulkUrl } = useBridge()
  const shown = photos.filter(({ hasPreview }) => hasPreview)
  if (shown.length === 0) return null
  return (
    <div className="latest-photos" role="img" aria-label={copying.verifiedLast}>
      {shown.toReversed().map(({ index, aspect }) => (
        <img
          key={index}
          src={bulkUrl(bulk.card(cardId, 'grid', index))}
          alt=""
          draggable={false}
          style={{ aspectRatio: aspect }}
        />
      ))}
    </div>
  )
}

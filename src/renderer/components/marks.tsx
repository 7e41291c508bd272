import type { Label } from '../../shared/photo.ts'
import { useText } from '../state/text-context.ts'
import { Icon } from './icon.tsx'
import './marks.css'

/** A rating as grey stars; with `of`, the empty ones up to that number are shown pale. */
export function Stars({ rating, of = 0, size = 10 }: { rating: number; of?: number; size?: 10 | 12 | 16 }) {
  const text = useText()
  return (
    <span className="stars" role="img" aria-label={text.library.stars(rating)}>
      {Array.from({ length: Math.max(rating, of) }, (_, index) => (
        <Icon key={index} name="star" size={size} {...(index >= rating && { className: 'star-off' })} />
      ))}
    </span>
  )
}

/** The square of a colour label. Its name stands beside it or is in the name of what it marks. */
export function LabelDot({ label }: { label: Label | null }) {
  return <span className={`label-dot label-${label ?? 'none'}`} aria-hidden="true" />
}

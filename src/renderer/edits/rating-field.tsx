import type { KeyboardEvent } from 'react'
import { Icon } from '../components/icon.tsx'
import { useText } from '../state/text-context.ts'
import './marks-field.css'

interface RatingFieldProps {
  /** Null when the photos differ. */
  rating: number | null
  onChange(rating: number): void
}

/** Five stars to press. Pressing the one that is set takes the rating away. */
export function RatingField({ rating, onChange }: RatingFieldProps) {
  const text = useText()
  const now = rating ?? 0
  const steer = (event: KeyboardEvent) => {
    const by = steps[event.key]
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    onChange(Math.min(5, Math.max(0, now + by)))
  }
  return (
    <div className="rating-field" role="radiogroup" aria-label={text.loupe.info.rating} onKeyDown={steer}>
      {[1, 2, 3, 4, 5].map((stars) => (
        <button
          key={stars}
          type="button"
          role="radio"
          className="rating-star"
          aria-checked={rating === stars}
          aria-label={text.library.stars(stars)}
          tabIndex={stars === Math.max(1, now) ? 0 : -1}
          data-on={stars <= now || undefined}
          // A press leaves the focus with the photos, whose keys go on.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChange(stars === now ? 0 : stars)}
        >
          <Icon name="star" size={16} />
        </button>
      ))}
    </div>
  )
}

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }

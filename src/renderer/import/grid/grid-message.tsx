import type { Card } from '../../../shared/import.ts'
import { useText } from '../../state/text-context.ts'
import type { CardFilter } from '../items/card-filter.ts'

/** Says why no photo shows. */
export function GridMessage({ card, filter }: { card: Card; filter: CardFilter }) {
  const { grid } = useText().import
  const nothing = card.photos === 0 && card.state !== 'reading'
  return (
    <div className="grid-message">
      <p>{nothing ? grid.nothingOnCard : grid.empty[filter]}</p>
    </div>
  )
}

import type { Card } from '../../shared/import.ts'
import { Button, IconButton } from '../components/button.tsx'
import { Segmented } from '../components/segmented.tsx'
import { useScreen } from '../state/screen-store.ts'
import { useText } from '../state/text-context.ts'
import { useImport } from './import-store.ts'
import { cardFilters, filterCounts } from './items/card-filter.ts'

interface ImportTopProps {
  cards: readonly Card[]
  /** The card whose photos are shown; null where there are none to filter. */
  card: Card | null
}

export function ImportTop({ cards, card }: ImportTopProps) {
  const text = useText().import
  const filter = useImport((state) => state.filter)
  const counts = card && filterCounts(card)
  return (
    <header className="import-top">
      <IconButton
        icon="chevronLeft"
        label={text.back}
        tooltipKeys="Escape"
        onPress={() => useScreen.setState({ screen: 'library' })}
      />
      <h1>{text.title}</h1>
      <span className="import-cards-open ellipsis">{text.cardsOpen(cards.length)}</span>
      {counts && (
        <Segmented
          label={text.filters.name}
          choices={cardFilters.map((id) => ({ id, label: text.filters[id](counts[id]) }))}
          value={filter}
          onChange={(chosen) => useImport.setState({ filter: chosen })}
        />
      )}
      <Button
        variant="ghost"
        icon="keyboard"
        keyHint="?"
        onPress={() => useScreen.setState({ overlay: 'keys' })}
      >
        {text.keys}
      </Button>
    </header>
  )
}

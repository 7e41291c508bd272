import { useState } from 'react'
import type { Card } from '../../../shared/import.ts'
import { Button } from '../../components/button.tsx'
import { useFormat } from '../../state/format-context.ts'
import { useText } from '../../state/text-context.ts'
import { leftOutOf } from '../items/card-filter.ts'

/** What the photos of a card are; the first rows add up to all of them. */
export function CardCounts({ card }: { card: Card }) {
  const { counts } = useText().import
  const { number } = useFormat()
  const leftOut = leftOutOf(card)
  return (
    <>
      <dl className="card-counts">
        <dt>{counts.new}</dt>
        <dd>{number(card.newPhotos)}</dd>
        <dt>{counts.alreadyImported}</dt>
        <dd>{number(card.alreadyImported)}</dd>
        <dt>{counts.rejected}</dt>
        <dd>{number(card.rejected)}</dd>
        {leftOut > 0 && (
          <>
            <dt>{counts.leftOut}</dt>
            <dd>{number(leftOut)}</dd>
          </>
        )}
        {card.sameNameOtherContent > 0 && (
          <>
            <dt>{counts.sameName}</dt>
            <dd className="card-counts-warn">{number(card.sameNameOtherContent)}</dd>
          </>
        )}
      </dl>
      {card.skipped.length > 0 && <PassedOver skipped={card.skipped} />}
    </>
  )
}

/** Links, devices and names that cannot be read: passed over, each with its reason. */
function PassedOver({ skipped }: Pick<Card, 'skipped'>) {
  const text = useText()
  const [open, setOpen] = useState(false)
  return (
    <div className="card-passed-over">
      <span>{text.import.passedOver(skipped.length)}</span>
      <Button variant="ghost" aria-expanded={open} onPress={() => setOpen(!open)}>
        {open ? text.import.hidePassedOver : text.import.showPassedOver(skipped.length)}
      </Button>
      {open && (
        <ul>
          {skipped.map(({ path, error }) => (
            <li key={path}>{text.errors[error.code](error.params)}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

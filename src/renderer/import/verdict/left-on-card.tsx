import type { Card, ImportReport } from '../../../shared/import.ts'
import { useText } from '../../state/text-context.ts'
import { leftOutOf } from '../items/card-filter.ts'

/** What stayed on the card on purpose, and that nothing on it was changed. */
export function LeftOnCard({ card, report }: { card: Card; report: ImportReport }) {
  const { verdict, jobs } = useText().import
  const leftOut = leftOutOf(card)
  const parts = [
    card.rejected > 0 ? verdict.leftRejected(card.rejected) : '',
    report.alreadyImported > 0 ? verdict.leftImported(report.alreadyImported) : '',
    leftOut > 0 ? verdict.leftOut(leftOut) : '',
  ].filter((part) => part !== '')
  return (
    <div className="verdict-left">
      {parts.length > 0 && <p>{verdict.leftOnPurpose(parts.join(jobs.comma))}</p>}
      <p>{verdict.cardUntouched}</p>
    </div>
  )
}

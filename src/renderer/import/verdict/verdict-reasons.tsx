import { useState } from 'react'
import type { Card, ImportReport } from '../../../shared/import.ts'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { useText } from '../../state/text-context.ts'
import { useRemedies } from './use-remedies.ts'

const shownAtOnce = 5

/** Every reason against formatting, next to its own remedy. */
export function VerdictReasons({ card, report }: { card: Card; report: ImportReport }) {
  const text = useText()
  const { verdict } = text.import
  const { copyAgain, addPlace, busy } = useRemedies(card)
  const [all, setAll] = useState(false)
  const { failed, reasons } = report
  const shown = all ? failed : failed.slice(0, shownAtOnce)
  if (failed.length === 0 && reasons.length === 0) return null
  return (
    <ul className="verdict-reasons">
      {reasons.map(({ key, params }, at) => (
        <li key={key}>
          <Icon name={report.verdict === 'not safe' ? 'alert' : 'disk'} className="verdict-reason-sign" />
          <span>{verdict.reasons[key]?.(params) ?? key}</span>
          {at === 0 && failed.length > 0 && (
            <Button busy={busy} onPress={copyAgain}>
              {verdict.copyAgain(failed.length)}
            </Button>
          )}
          {key === 'one-destination' && (
            <Button busy={busy} onPress={addPlace}>
              {verdict.addPlace}
            </Button>
          )}
        </li>
      ))}
      {shown.map(({ path, error }) => (
        <li key={path}>
          <Icon name="alert" className="verdict-failed-sign" />
          <span>{text.errors[error.code]({ name: path, path, ...error.params })}</span>
        </li>
      ))}
      {failed.length > shownAtOnce && (
        <li>
          <Button variant="ghost" aria-expanded={all} onPress={() => setAll(!all)}>
            {all ? verdict.hide : verdict.show(failed.length)}
          </Button>
        </li>
      )}
    </ul>
  )
}

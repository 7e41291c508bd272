import { useState } from 'react'
import type { ImportReport } from '../../../shared/import.ts'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { useText } from '../../state/text-context.ts'
import { useRemedies } from './use-remedies.ts'
import { reasonSentences } from './verdict-words.ts'

const shownAtOnce = 5

/** Every reason against formatting, next to its own remedy. */
export function VerdictReasons({ report }: { report: ImportReport }) {
  const text = useText()
  const { verdict } = text.import
  const { copyAgain, setSecondPlace, busy } = useRemedies(report.importId)
  const [all, setAll] = useState(false)
  const { failed } = report
  const reasons = reasonSentences(text, report)
  const shown = all ? failed : failed.slice(0, shownAtOnce)
  if (failed.length === 0 && reasons.length === 0) return null
  return (
    <ul className="verdict-reasons">
      {reasons.map(({ key, sentence }) => (
        <li key={key}>
          <Icon name={report.verdict === 'not safe' ? 'alert' : 'disk'} className="verdict-reason-sign" />
          <span>{sentence}</span>
          {key === 'files-failed' && (
            <Button busy={busy} onPress={copyAgain}>
              {verdict.copyAgain(failed.length)}
            </Button>
          )}
          {key === 'second-place-missing' && (
            <Button onPress={() => void setSecondPlace()}>{verdict.setSecondPlace}</Button>
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

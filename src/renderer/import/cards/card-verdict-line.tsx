import type { Card } from '../../../shared/import.ts'
import { Icon } from '../../components/icon.tsx'
import { useText } from '../../state/text-context.ts'
import { useReport } from '../verdict/use-report.ts'
import { verdictTitle, verdictTone } from '../verdict/verdict-words.ts'

/** The verdict of a card in one line. */
export function CardVerdictLine({ card }: { card: Card }) {
  const text = useText().import
  const report = useReport(card.importId)
  if (!report) return null
  const tone = verdictTone(report)
  return (
    <p className={`card-verdict-line card-verdict-${tone}`}>
      <Icon name={tone === 'ok' ? 'shieldCheck' : 'alert'} size={14} />
      {verdictTitle(text, report)}
    </p>
  )
}

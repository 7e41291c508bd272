import { useEffect, useRef } from 'react'
import type { Card, ImportReport } from '../../../shared/import.ts'
import { Icon } from '../../components/icon.tsx'
import { useText } from '../../state/text-context.ts'
import { LeftOnCard } from './left-on-card.tsx'
import { VerdictActs } from './verdict-acts.tsx'
import { VerdictPlaces } from './verdict-places.tsx'
import { VerdictReasons } from './verdict-reasons.tsx'
import { verdictSentence, verdictTitle, verdictTone } from './verdict-words.ts'
import './verdict-panel.css'

interface VerdictPanelProps {
  card: Card
  report: ImportReport
  onShowCard(): void
}

/** Whether the card may be formatted, why not, and what to do about it. It takes the focus when it changes. */
export function VerdictPanel({ card, report, onShowCard }: VerdictPanelProps) {
  const text = useText().import
  const panel = useRef<HTMLElement>(null)
  const tone = verdictTone(report)
  useEffect(() => panel.current?.focus(), [report.importId, report.verdict])
  return (
    <section ref={panel} className={`verdict verdict-${tone}`} role="status" tabIndex={-1}>
      <header className="verdict-head">
        <span className="verdict-sign">
          <Icon name={tone === 'ok' ? 'shieldCheck' : 'alert'} size={20} />
        </span>
        <div>
          <h2>{verdictTitle(text, report)}</h2>
          <p className="numeric">{verdictSentence(text, card.name, report)}</p>
        </div>
      </header>
      <VerdictReasons report={report} />
      <VerdictPlaces report={report} />
      <LeftOnCard card={card} report={report} />
      <VerdictActs card={card} report={report} onShowCard={onShowCard} />
    </section>
  )
}

import type { Card, CardItem } from '../../../shared/import.ts'
import type { Job } from '../../../shared/jobs.ts'
import { Note } from '../../components/note.tsx'
import { rateAndLeft } from '../../jobs/job-words.ts'
import { useText } from '../../state/text-context.ts'
import { type CopyFacts, copyFacts } from './copy-facts.ts'
import { FactRows } from './fact-rows.tsx'
import { LatestPhotos } from './latest-photos.tsx'
import { useImportJob } from './use-import-job.ts'
import './copying-panel.css'

interface CopyingPanelProps {
  card: Card
  items: readonly (CardItem | undefined)[]
}

/** How far the copy of a card is: what was read, written and read back, in bytes and photos. */
export function CopyingPanel({ card, items }: CopyingPanelProps) {
  const text = useText().import
  const job = useImportJob(card)
  const facts = copyFacts(items)
  const pace = job?.state === 'running' ? rateAndLeft(text, job) : ''
  const { copying } = text
  const { title, sentence } = headOf(text, card, job, facts)
  return (
    <section className="copying-panel" aria-labelledby={`copying-${card.cardId}`}>
      <header>
        <h2 id={`copying-${card.cardId}`}>{title}</h2>
        <p>{sentence}</p>
      </header>
      <FactRows facts={facts} job={job} />
      <Note>
        {pace !== '' && <b>{copying.pace(pace)}</b>}
        {copying.note}
      </Note>
      {facts.failed > 0 && <Note tone="danger">{copying.failedSoFar(facts.failed)}</Note>}
      <LatestPhotos cardId={card.cardId} photos={facts.latest} />
    </section>
  )
}

function headOf(
  { copying }: ReturnType<typeof useText>['import'],
  card: Card,
  job: Job | null,
  facts: CopyFacts,
) {
  const written = facts.total.photos > 0 && facts.written.photos === facts.total.photos
  if (job?.state === 'paused') return { title: copying.pausedTitle, sentence: copying.doNotFormat(card.name) }
  return written
    ? { title: copying.verifyingTitle, sentence: copying.allWritten(card.name) }
    : { title: copying.title, sentence: copying.doNotFormat(card.name) }
}

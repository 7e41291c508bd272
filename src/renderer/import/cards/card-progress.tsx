import type { Card } from '../../../shared/import.ts'
import { Button } from '../../components/button.tsx'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { useJobAct } from '../../jobs/use-jobs.ts'
import { useText } from '../../state/text-context.ts'
import { useImportJob } from '../copying/use-import-job.ts'
import { rateAndLeft } from '../../jobs/job-words.ts'

/** How far the copy of a card has come, with what can be done about it. */
export function CardProgress({ card }: { card: Card }) {
  const text = useText()
  const job = useImportJob(card)
  const act = useJobAct()
  if (!job) return null
  const { copying, units } = text.import
  const paused = job.state === 'paused'
  const verified = copying.verified(job.itemsDone, job.itemsTotal ?? card.photos)
  return (
    <>
      <ProgressBar
        label={copying.title}
        done={job.bytesDone}
        total={job.bytesTotal}
        valueText={units.bytesOf(job.bytesDone, job.bytesTotal ?? job.bytesDone)}
        tone={paused ? 'grey' : 'accent'}
      />
      <p className="card-progress-line numeric">
        <span>{paused ? copying.pausedTitle : copying.title}</span>
        <span className="card-progress-rate">{paused ? '' : rateAndLeft(text.import, job)}</span>
      </p>
      <p className="card-progress-rate numeric">{verified}</p>
      <div className="card-progress-acts">
        {paused ? (
          <Button icon="play" onPress={() => act({ id: job.id, act: 'resume' })}>
            {copying.goOn}
          </Button>
        ) : (
          <Button icon="pause" onPress={() => act({ id: job.id, act: 'pause' })}>
            {copying.pause}
          </Button>
        )}
        <Button
          variant="ghost"
          tooltip={copying.cancelNote}
          onPress={() => act({ id: job.id, act: 'cancel' })}
        >
          {copying.cancel}
        </Button>
      </div>
    </>
  )
}

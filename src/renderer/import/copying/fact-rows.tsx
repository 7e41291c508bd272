import type { Job } from '../../../shared/jobs.ts'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { useText } from '../../state/text-context.ts'
import type { CopyFacts } from './copy-facts.ts'

/** One bar per fact, each moving with real bytes. */
export function FactRows({ facts, job }: { facts: CopyFacts; job: Job | null }) {
  const { copying, units } = useText().import
  const { total, written, verified } = facts
  const paused = job?.state === 'paused'
  const rows = [
    {
      label: copying.copied,
      done: job ? job.bytesDone : written.bytes,
      total: job?.bytesTotal ?? total.bytes,
      words: units.bytesOf(job ? job.bytesDone : written.bytes, job?.bytesTotal ?? total.bytes),
    },
    {
      label: copying.readBack,
      done: verified.bytes,
      total: total.bytes,
      words: copying.photosOf(verified.photos, total.photos),
    },
  ]
  return (
    <div className="fact-rows">
      {rows.map((row) => (
        <div key={row.label} className="fact-row numeric">
          <span>{row.label}</span>
          <ProgressBar
            label={row.label}
            done={row.done}
            total={row.total}
            valueText={row.words}
            tone={paused || row.done >= row.total ? 'grey' : 'accent'}
          />
          <span className="fact-number">{row.words}</span>
        </div>
      ))}
    </div>
  )
}

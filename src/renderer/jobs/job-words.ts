import type { Job } from '../../shared/jobs.ts'
import type { Text } from '../../shared/text/index.ts'

/** What a job does, with the name of what it works on. */
export function jobName(text: Text['import'], job: Job): string {
  return text.jobs.kinds[job.kind](job.subject)
}

/** `11.2 of 21.6 GB`, or items where there are no bytes. */
export function jobAmount({ jobs, units }: Text['import'], job: Job): string {
  if (job.bytesTotal !== null) return units.bytesOf(job.bytesDone, job.bytesTotal)
  if (job.itemsTotal !== null) return jobs.itemsOf(job.itemsDone, job.itemsTotal)
  return job.itemsDone > 0 ? jobs.items(job.itemsDone) : ''
}

/** `118 MB/s, 3 min left`; what is not known is left out. */
export function rateAndLeft({ jobs, units }: Text['import'], job: Job): string {
  const rate =
    job.rate === null ? '' : job.bytesTotal === null ? jobs.itemRate(job.rate) : units.rate(job.rate)
  const left = job.secondsLeft === null ? '' : jobs.left(units.roughDuration(job.secondsLeft))
  return [rate, left].filter((part) => part !== '').join(jobs.comma)
}

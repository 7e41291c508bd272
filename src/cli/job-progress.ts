import type { Job } from '../shared/jobs.ts'
import { unitsEn, unitsJa } from '../shared/text/units.ts'
import { language } from './language.ts'

const units = language === 'ja' ? unitsJa : unitsEn

/** `11.2 of 21.6 GB  118 MB/s  3 min` */
export function jobProgress(job: Job): string {
  const byBytes = job.bytesTotal !== null && job.bytesTotal > 0
  const done = byBytes
    ? units.bytesOf(job.bytesDone, job.bytesTotal ?? 0)
    : `${units.count(job.itemsDone)}${job.itemsTotal === null ? '' : ` / ${units.count(job.itemsTotal)}`}`
  const rate = job.rate === null ? '' : byBytes ? units.rate(job.rate) : `${units.count(job.rate)}/s`
  const left = job.secondsLeft === null ? '' : units.roughDuration(job.secondsLeft)
  return [done, rate, left].filter(Boolean).join('  ')
}

export function hasEnded(job: Job): boolean {
  return job.state === 'done' || job.state === 'failed' || job.state === 'cancelled'
}

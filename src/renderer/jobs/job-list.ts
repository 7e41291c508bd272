import type { Job } from '../../shared/jobs.ts'

/** The list with a job put in, or changed in its place. */
export function withJob(jobs: readonly Job[], job: Job): Job[] {
  const at = jobs.findIndex(({ id }) => id === job.id)
  return at < 0 ? [...jobs, job] : jobs.with(at, job)
}

export function isActive({ state }: Job): boolean {
  return state === 'waiting' || state === 'running' || state === 'paused'
}

/** Share of the work that is done, 0 to 1, by bytes where they are known; null while nobody knows. */
export function shareDone({ bytesDone, bytesTotal, itemsDone, itemsTotal, state }: Job): number | null {
  if (state === 'done') return 1
  if (bytesTotal) return Math.min(1, bytesDone / bytesTotal)
  if (itemsTotal) return Math.min(1, itemsDone / itemsTotal)
  return null
}

/** The one to show where there is place for one: what runs before what waits, imports before all else. */
export function foremost(jobs: readonly Job[]): Job | null {
  const order: Job['state'][] = ['running', 'paused', 'waiting', 'failed', 'done', 'cancelled']
  const kinds: Job['kind'][] = ['import', 'index', 'verify', 'sample-card', 'bring']
  const place = (kind: Job['kind']) => (kinds.includes(kind) ? kinds.indexOf(kind) : kinds.length)
  const rank = (job: Job) => order.indexOf(job.state) * 10 + place(job.kind)
  return jobs.reduce<Job | null>((best, job) => (best && rank(best) <= rank(job) ? best : job), null)
}

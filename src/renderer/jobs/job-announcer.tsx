import { useRef } from 'react'
import type { Job } from '../../shared/jobs.ts'
import type { Text } from '../../shared/text/index.ts'
import { useEngineEvents } from '../state/engine-events.ts'
import { announce, announceNow } from '../state/notices.ts'
import { useText } from '../state/text-context.ts'
import { shareDone } from './job-list.ts'
import { jobName } from './job-words.ts'

/**
 * Says the start, each quarter and the end of what the user started, and at once what fails. Work the engine gives
 * itself is silent.
 */
export function JobAnnouncer() {
  const words = useText()
  const text = words.import
  const said = useRef(new Map<string, string>())
  const failed = useRef(new Map<string, number>())
  useEngineEvents('job', ({ job }) => {
    if (!startedByUser.has(job.kind)) return
    const failure = job.failures.at(-1)
    const told = failed.current.get(job.id) ?? 0
    failed.current.set(job.id, job.failures.length)
    if (failure && job.failures.length > told) {
      announceNow(words.errors[failure.error.code]({ name: failure.path, ...failure.error.params }))
    }
    const sentence = milestone(text, job)
    if (sentence === null || said.current.get(job.id) === sentence) return
    said.current.set(job.id, sentence)
    announce(sentence)
  })
  return null
}

const startedByUser = new Set<Job['kind']>(['import', 'index', 'verify', 'sample-card', 'bring'])

/** What is to be said about a job as it stands; null for nothing. */
export function milestone(text: Text['import'], job: Job): string | null {
  const { jobs } = text
  const name = jobName(text, job)
  if (job.state === 'done') return jobs.ended(name, job.failures.length)
  if (job.state === 'failed') return jobs.failed(name)
  if (job.state === 'cancelled') return jobs.cancelled(name)
  if (job.state !== 'running') return null
  const percent = Math.floor((shareDone(job) ?? 0) * 4) * 25
  return percent === 0 ? jobs.started(name) : percent < 100 ? jobs.quarter(name, percent) : null
}

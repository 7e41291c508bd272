import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Job } from '../../shared/jobs.ts'
import { useEngine } from '../state/bridge-context.ts'
import { errorSentence } from '../state/error-notice.ts'
import { showNotice } from '../state/notices.ts'
import { queryKeys } from '../state/query-keys.ts'
import { useText } from '../state/text-context.ts'
import { withJob } from './job-list.ts'

const none: Job[] = []

/** Long work of the engine, running and ended, oldest first. */
export function useJobs(): Job[] {
  const engine = useEngine()
  return useQuery({ queryKey: queryKeys.jobs, queryFn: () => engine.jobs.list() }).data ?? none
}

export type JobAct = 'pause' | 'resume' | 'cancel' | 'dismiss'

/** Pauses, goes on with, cancels a job, or takes an ended one off the list. */
export function useJobAct() {
  const engine = useEngine()
  const client = useQueryClient()
  const text = useText()
  const change = (after: (jobs: Job[]) => Job[]) =>
    client.setQueryData<Job[]>(queryKeys.jobs, (jobs) => jobs && after(jobs))
  return useMutation({
    mutationFn: async ({ id, act }: { id: string; act: JobAct }) => {
      if (act === 'dismiss') {
        await engine.jobs.dismiss({ id })
        change((jobs) => jobs.filter((job) => job.id !== id))
      } else {
        const job = await engine.jobs[act]({ id })
        change((jobs) => withJob(jobs, job))
      }
    },
    onError: (error) => showNotice({ kind: 'error', text: errorSentence(text, error) }),
  }).mutate
}

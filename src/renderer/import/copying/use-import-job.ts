import type { Card } from '../../../shared/import.ts'
import type { Job } from '../../../shared/jobs.ts'
import { useJobs } from '../../jobs/use-jobs.ts'

/** The job that copies a card; null before it is started. */
export function useImportJob({ jobId }: Card): Job | null {
  return useJobs().find(({ id }) => id === jobId) ?? null
}

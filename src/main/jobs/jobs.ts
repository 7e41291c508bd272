import type { ErrorNotice } from '../../shared/errors.ts'
import type { Job } from '../../shared/jobs.ts'

/** Long work of the engine. The one list the jobs panel shows, with rate and time left worked out here. */
export interface Jobs {
  start(spec: JobSpec, run: (context: JobContext) => Promise<void>): Job
  list(): Job[]
  pause(id: string): Job
  resume(id: string): Job
  cancel(id: string): Job
  dismiss(id: string): void
  onChange(listener: (job: Job) => void): () => void
  /** True while anything runs or waits. */
  readonly busy: boolean
  /** Cancels everything and waits for safe points. */
  stop(): Promise<void>
}

export interface JobSpec {
  kind: Job['kind']
  subject: string
  canPause: boolean
  canCancel: boolean
}

export interface JobContext {
  readonly id: string
  /** Fires on cancel and on stop. */
  readonly signal: AbortSignal
  /** Resolves at once, or when a paused job goes on. Call between steps. */
  whenRunning(): Promise<void>
  progress(progress: {
    itemsDone?: number
    itemsTotal?: number | null
    bytesDone?: number
    bytesTotal?: number | null
  }): void
  failed(path: string, error: ErrorNotice): void
}

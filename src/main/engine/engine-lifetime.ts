import type { Job } from '../../shared/jobs.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { EngineServer } from './engine-server.ts'

/** Work that somebody asked for and waits for. The rest (previews, metadata, hashes) goes on whenever we run. */
const ASKED_FOR = new Set<Job['kind']>(['import', 'index', 'verify', 'sample-card', 'bring'])

/** From the start to the first user. */
const FIRST_USER_MS = 15_000
/** Between two users, so that one command after the other finds the engine still there. */
const GRACE_MS = 2_000

export function hasWork(jobs: Jobs): boolean {
  return jobs.list().some((job) => job.state === 'running' && ASKED_FOR.has(job.kind))
}

/** Resolves when the last user has gone, a short grace has passed, and no work is left that was asked for. */
export function whenUnused(server: EngineServer, jobs: Jobs): Promise<void> {
  return new Promise((resolve) => {
    let timer = setTimeout(look, FIRST_USER_MS)

    function look(): void {
      if (server.users === 0 && !hasWork(jobs)) resolve()
    }
    function changed(): void {
      clearTimeout(timer)
      timer = setTimeout(look, GRACE_MS)
    }
    server.onUsersChange(changed)
    jobs.onChange(changed)
  })
}

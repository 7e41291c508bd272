import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import type { Card } from '../../shared/import.ts'
import type { Job } from '../../shared/jobs.ts'
import { withCard } from '../import/cards/card-list.ts'
import { withJob } from '../jobs/job-list.ts'
import { isForeign } from '../sync/foreign.ts'
import { showStop } from '../sync/stop-store.ts'
import type { EngineEvents } from './engine-events.ts'
import { accountNoticeOf } from './error-notice.ts'
import { queryKeys } from './query-keys.ts'

/** Reads from the engine stay true until an event says otherwise, so nothing is asked twice for age. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: stopAtForeign }),
    mutationCache: new MutationCache({ onError: stopAtForeign }),
    defaultOptions: { queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false } },
  })
}

/** Whatever was asked for: an answer that is another's is a full stop. */
function stopAtForeign(error: unknown): void {
  const notice = accountNoticeOf(error)
  if (notice && isForeign(notice.code)) showStop(Date.now())
}

/** Lets engine events outdate or replace what was read before. */
export function followQueries(client: QueryClient, events: EngineEvents): () => void {
  const outdate = (queryKey: readonly unknown[]) => void client.invalidateQueries({ queryKey })
  const stops = [
    events.on('lists', () => outdate(['lists'])),
    events.on('library', ({ membership }) => {
      if (!membership) return
      outdate(['library'])
      outdate(['lists'])
      outdate(queryKeys.info)
    }),
    events.on('details', ({ slots }) => {
      if (slots === null || slots.length > 100) outdate(['details'])
      else for (const slot of slots) outdate(queryKeys.detail(slot))
    }),
    // Rounds bring versions and settle them; an edit may as well.
    events.on('sync', ({ status }) => {
      if (status.state === 'no-account') client.removeQueries({ queryKey: queryKeys.space })
      if (status.state !== 'receiving' && status.state !== 'sending') outdate(queryKeys.conflicts)
    }),
    events.on('settings', ({ settings }) => client.setQueryData(queryKeys.settings, settings)),
    events.on('volumes', ({ volumes }) => {
      client.setQueryData(queryKeys.volumes, volumes)
      outdate(queryKeys.folders)
    }),
    events.on('job', ({ job }) =>
      client.setQueryData<Job[]>(queryKeys.jobs, (jobs) => jobs && withJob(jobs, job)),
    ),
    events.on('card', ({ card }) =>
      client.setQueryData<Card[]>(queryKeys.cards, (cards) => cards && withCard(cards, card)),
    ),
    events.on('import-report', () => outdate(queryKeys.imports)),
    events.on('job', ({ job }) => {
      // Paused, failed or ended: the list of imports says so too.
      if (job.kind === 'import' && job.state !== 'running') outdate(queryKeys.imports)
    }),
    // What was said while nobody listened is not known: ask for everything again.
    events.onConnected(() => void client.invalidateQueries()),
  ]
  return () => stops.forEach((stop) => stop())
}

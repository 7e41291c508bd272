import { eventsHandler } from '../content/events.ts'
import { ownerIn } from '../content/owner-in.ts'
import type { Handlers } from '../http/handlers.ts'
import type { Parts } from '../parts.ts'
import { accessesAfter, checkpointsOf } from '../store/access-chain.ts'
import { reportIncident } from '../store/incident-reports.ts'

const AT_ONCE = 1000

export function trustHandlers({ pokes }: Parts): Handlers['trust'] {
  return {
    accesses: async ({ store }, { query }) => {
      const found = await accessesAfter(store, query.after, Math.min(Math.max(query.limit, 1), AT_ONCE))
      return {
        owners: found.map(({ entry }) => ownerIn(entry)),
        answer: { accesses: found },
      }
    },
    checkpoints: async ({ store }) => {
      const found = await checkpointsOf(store)
      return { owners: found.map(({ owner }) => owner), answer: { checkpoints: found } }
    },
    report: async ({ store, note }, { body }) => {
      await reportIncident(store, body.kind)
      note({ verb: 'report', kind: 'account', object: new Uint8Array(0), first: 0, last: 0, bytes: 0 })
      return { owners: [store.account], answer: {} }
    },
    events: eventsHandler(pokes),
  }
}

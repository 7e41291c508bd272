import type { EngineClient } from '../shared/ipc/client.ts'
import type { EngineEvent } from '../shared/ipc/events.ts'
import type { Card, ImportReport } from '../shared/import.ts'
import type { Job } from '../shared/jobs.ts'

/** The latest news of cards, jobs and imports while a command runs. */
export interface Follower {
  card(cardId: string, wanted: (card: Card) => boolean): Promise<Card>
  job(id: string, wanted: (job: Job) => boolean): Promise<Job>
  report(importId: string): Promise<ImportReport>
  onJob(listener: (job: Job) => void): void
}

/** Listens from before it returns, so that nothing a command starts can end unheard. */
export async function followEngine(client: EngineClient): Promise<Follower> {
  const latest = new Map<string, EngineEvent>()
  const listeners = new Set<(event: EngineEvent) => void>()
  const events = await client.app.events()

  void (async () => {
    for await (const event of events) {
      const key = keyOf(event)
      if (key) latest.set(key, event)
      for (const listener of listeners) listener(event)
    }
  })().catch(() => {
    // The engine went away: whoever waits hears of it by the connection (with-engine.ts).
  })

  function when<T>(key: string, wanted: (event: EngineEvent) => T | null): Promise<T> {
    return new Promise((resolve) => {
      const look = (event: EngineEvent) => {
        const found = keyOf(event) === key ? wanted(event) : null
        if (found === null) return false
        listeners.delete(look)
        resolve(found)
        return true
      }
      const known = latest.get(key)
      if (!known || !look(known)) listeners.add(look)
    })
  }

  return {
    card: (cardId, wanted) =>
      when(`card ${cardId}`, (event) => (event.kind === 'card' && wanted(event.card) ? event.card : null)),
    job: (id, wanted) =>
      when(`job ${id}`, (event) => (event.kind === 'job' && wanted(event.job) ? event.job : null)),
    report: (importId) =>
      when(`report ${importId}`, (event) => (event.kind === 'import-report' ? event.report : null)),
    onJob(listener) {
      listeners.add((event) => {
        if (event.kind === 'job') listener(event.job)
      })
    },
  }
}

function keyOf(event: EngineEvent): string | null {
  switch (event.kind) {
    case 'card':
      return `card ${event.card.cardId}`
    case 'job':
      return `job ${event.job.id}`
    case 'import-report':
      return `report ${event.report.importId}`
    default:
      return null
  }
}

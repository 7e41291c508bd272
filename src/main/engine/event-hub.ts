import type { EngineEvent } from '../../shared/ipc/events.ts'

/**
 * One stream of events for every user of the engine. A user that reads slowly gets fewer, newer events instead of a
 * longer and longer queue: what waits is kept once per subject, and later news of a subject takes the place of
 * earlier news or joins it.
 */
export interface EventHub {
  publish(event: EngineEvent): void
  subscribe(signal?: AbortSignal): AsyncGenerator<EngineEvent, void, void>
}

/** A burst of commits, such as an import, becomes at most this many rounds a second. The first comes at once. */
const ROUND_MS = 50
/** Beyond this, "many" says more than a list. */
const MAX_DETAIL_SLOTS = 1_000

export function createEventHub(): EventHub {
  const subscribers = new Set<(event: EngineEvent) => void>()
  return {
    publish(event) {
      for (const subscriber of subscribers) subscriber(event)
    },
    subscribe(signal) {
      // Listens from the call on, not from the first read, so that nothing is missed in between.
      const waiting = new Map<string, EngineEvent>()
      let wake: () => void = () => undefined
      const listen = (event: EngineEvent) => {
        addTo(waiting, event)
        wake()
      }
      const stop = () => {
        subscribers.delete(listen)
        wake()
      }
      subscribers.add(listen)
      signal?.addEventListener('abort', stop, { once: true })
      return rounds(waiting, {
        isOpen: () => subscribers.has(listen),
        changed: () => new Promise((resolve) => (wake = resolve)),
        stop: () => {
          signal?.removeEventListener('abort', stop)
          stop()
        },
      })
    },
  }
}

interface Subscription {
  isOpen(): boolean
  /** Resolves on the next event, and on the end. */
  changed(): Promise<void>
  stop(): void
}

async function* rounds(
  waiting: Map<string, EngineEvent>,
  subscription: Subscription,
): AsyncGenerator<EngineEvent, void, void> {
  try {
    while (subscription.isOpen()) {
      if (waiting.size === 0) {
        await subscription.changed()
        continue
      }
      const round = [...waiting.values()]
      waiting.clear()
      yield* round
      await new Promise((resolve) => setTimeout(resolve, ROUND_MS))
    }
  } finally {
    subscription.stop()
  }
}

function addTo(waiting: Map<string, EngineEvent>, event: EngineEvent): void {
  const key = subjectOf(event)
  const earlier = waiting.get(key)
  waiting.set(key, earlier ? joined(earlier, event) : event)
}

function subjectOf(event: EngineEvent): string {
  switch (event.kind) {
    case 'job':
      return `job ${event.job.id}`
    case 'card':
      return `card ${event.card.cardId}`
    case 'card-items':
      return `card-items ${event.cardId}`
    case 'card-inserted':
      return `card-inserted ${event.path}`
    case 'import-report':
      return `import-report ${event.report.importId}`
    default:
      return event.kind
  }
}

/** Both events have the same subject. */
function joined(earlier: EngineEvent, later: EngineEvent): EngineEvent {
  if (earlier.kind === 'library' && later.kind === 'library') {
    return { ...later, membership: earlier.membership || later.membership }
  }
  if (earlier.kind === 'details' && later.kind === 'details') {
    return { kind: 'details', slots: joinedSlots(earlier.slots, later.slots) }
  }
  if (earlier.kind === 'card-items' && later.kind === 'card-items') {
    return { ...later, from: Math.min(earlier.from, later.from), to: Math.max(earlier.to, later.to) }
  }
  return later
}

function joinedSlots(earlier: number[] | null, later: number[] | null): number[] | null {
  if (earlier === null || later === null) return null
  const slots = [...new Set([...earlier, ...later])]
  return slots.length > MAX_DETAIL_SLOTS ? null : slots
}

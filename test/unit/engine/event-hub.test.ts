import { expect, test } from 'vitest'
import { createEventHub } from '../../../src/main/engine/event-hub.ts'
import type { EngineEvent } from '../../../src/shared/ipc/events.ts'

const library = (version: number, membership = false): EngineEvent => ({
  kind: 'library',
  version,
  membership,
})

async function take(events: AsyncGenerator<EngineEvent, void, void>, count: number): Promise<EngineEvent[]> {
  const taken: EngineEvent[] = []
  while (taken.length < count) {
    const { value, done } = await events.next()
    if (done) break
    taken.push(value)
  }
  return taken
}

test('a reader hears what was published after it subscribed, before it first asked', async () => {
  const hub = createEventHub()
  hub.publish(library(1))
  const events = hub.subscribe()
  hub.publish(library(2))
  expect(await take(events, 1)).toEqual([library(2)])
})

test('a slow reader gets the newest news of each subject, however much was published', async () => {
  const hub = createEventHub()
  const events = hub.subscribe()
  for (let version = 1; version <= 100_000; version++) hub.publish(library(version, version === 7))
  hub.publish({ kind: 'lists' })
  hub.publish({ kind: 'card-items', cardId: 'a', from: 10, to: 20 })
  hub.publish({ kind: 'card-items', cardId: 'b', from: 0, to: 1 })
  hub.publish({ kind: 'card-items', cardId: 'a', from: 4, to: 12 })
  expect(await take(events, 4)).toEqual([
    // That one of them changed the set of photos must not be lost.
    library(100_000, true),
    { kind: 'lists' },
    { kind: 'card-items', cardId: 'a', from: 4, to: 20 },
    { kind: 'card-items', cardId: 'b', from: 0, to: 1 },
  ])
})

test('details of many slots become "many" instead of a long list', async () => {
  const hub = createEventHub()
  const events = hub.subscribe()
  hub.publish({ kind: 'details', slots: [1, 2] })
  hub.publish({ kind: 'details', slots: [2, 3] })
  expect(await take(events, 1)).toEqual([{ kind: 'details', slots: [1, 2, 3] }])
  for (let slot = 0; slot < 2_000; slot++) hub.publish({ kind: 'details', slots: [slot] })
  expect(await take(events, 1)).toEqual([{ kind: 'details', slots: null }])
})

test('readers do not take events from each other, and a reader that has gone is forgotten', async () => {
  const hub = createEventHub()
  const leaving = new AbortController()
  const first = hub.subscribe()
  const second = hub.subscribe(leaving.signal)
  hub.publish(library(1))
  expect(await take(first, 1)).toEqual([library(1)])
  expect(await take(second, 1)).toEqual([library(1)])
  const ended = second.next()
  leaving.abort()
  expect(await ended).toEqual({ done: true, value: undefined })
  hub.publish(library(2))
  expect(await take(first, 1)).toEqual([library(2)])
})

import { expect, test } from 'vitest'
import { SyncRefusal } from '../../../src/main/sync/sync-refusal.ts'
import { troubleOf } from '../../../src/main/sync/trouble.ts'
import { Refusal } from '../../../src/shared/space/refusal.ts'

const server = 'https://photos.example.org'

test('a server is left alone as long as it wants, within the hour', () => {
  const waitAfter = (retryAfter: number) =>
    troubleOf(new Refusal('too-many', 'Later.', { retryAfter }), server)
  expect(waitAfter(90_000)).toMatchObject({ goesOn: 'offline', wait: 90_000 })
  // No timer counts that far: it would end at once, again and again.
  expect(waitAfter(1e15)).toMatchObject({ goesOn: 'offline', wait: 3_600_000 })
})

test('what the server has lost is looked for again by itself', () => {
  for (const code of ['space-lost', 'other-key', 'log-changed', 'not-kept'] as const)
    expect(troubleOf(new SyncRefusal(code), server)).toMatchObject({
      trouble: { reason: code },
      goesOn: 'later',
    })
  expect(troubleOf(new Refusal('not-found', 'There is no such space.'), server)).toMatchObject({
    ...{ trouble: { reason: 'not-found' }, goesOn: 'later' },
  })
})

import { expect, test } from 'vitest'
import type { VolumeId } from '../../../src/shared/ids.ts'
import { en } from '../../../src/shared/text/index.ts'
import { reachVerdict, type VerdictFacts } from '../../../src/main/ingest/import/verdict.ts'

const [card, first, second] = ['c', 'a', 'b'].map((letter) => letter.repeat(32) as VolumeId) as [
  VolumeId,
  VolumeId,
  VolumeId,
]
const destinations = [
  { volumeId: first, volumeName: 'Studio' },
  { volumeId: second, volumeName: 'Archive' },
]
const good: VerdictFacts = {
  cardVolumeId: card,
  destinations,
  copied: [[first, second]],
  known: [[[first, second]]],
  failedPhotos: 0,
  leftOut: 0,
  skipped: 0,
  cancelled: null,
}

test('green when every file has two verified copies on different volumes', () => {
  expect(reachVerdict(good)).toEqual({ verdict: 'safe to format', reasons: [] })
})

test.each<[string, Partial<VerdictFacts>, string]>([
  ['one destination', { destinations: destinations.slice(0, 1), copied: [[first]] }, 'second-place-missing'],
  [
    'both copies on one volume',
    { destinations: [destinations[0]!, destinations[0]!], copied: [[first, first]] },
    'same-volume',
  ],
  [
    'a copy beside the card',
    { destinations: [{ volumeId: card, volumeName: 'Disk' }, destinations[1]!], copied: [[card, second]] },
    'same-volume-as-card',
  ],
  ['a known photo with one copy', { known: [[[first]]] }, 'known-one-copy'],
  ['a known photo that was removed since', { known: [[[]]] }, 'known-one-copy'],
  ['photos left out by hand', { leftOut: 2 }, 'left-out'],
  ['entries that could not be read', { skipped: 1 }, 'skipped'],
])('amber for %s, with its reason in words', (_what, changes, key) => {
  const { verdict, reasons } = reachVerdict({ ...good, ...changes })
  expect(verdict).toBe('one copy')
  expect(reasons.map((reason) => reason.key)).toEqual([key])
  expect(en.verdict[reasons[0]!.key](reasons[0]!.params)).toMatch(/\.$/)
})

test('red for a failure or a cancelled import only', () => {
  expect(reachVerdict({ ...good, failedPhotos: 3 })).toEqual({
    verdict: 'not safe',
    reasons: [{ key: 'files-failed', params: { count: 3 } }],
  })
  expect(reachVerdict({ ...good, cancelled: { done: 1, total: 9 } }).verdict).toBe('not safe')
})

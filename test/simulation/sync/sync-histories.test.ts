import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { runHistory } from './history.ts'

const HISTORIES = 500

test(`${HISTORIES} histories of 3 to 5 computers end with all holding the same and the right`, async () => {
  const first = Number(process.env['SEED'] ?? randomInt(2 ** 31))
  console.log(`sync histories: ${HISTORIES}, SEED=${first}`)
  const met = { crashes: 0, rewinds: 0, restores: 0 }
  for (let seed = first; seed < first + HISTORIES; seed++) {
    const { crashes, rewinds, restores } = await runHistory(seed, { least: 12, more: 16 })
    met.crashes += crashes
    met.rewinds += rewinds
    met.restores += restores
  }
  console.log('sync histories met', met)
  expect(Math.min(met.crashes, met.rewinds)).toBeGreaterThan(0)
}, 600_000)

/** Each found a fault; a change of what is drawn makes other histories of them, which are no worse. */
const found: readonly [seed: number, wrong: string][] = [
  [2, 'what a file said later was not read by the other computers'],
  [3, 'a clock that was behind made a received photo older than it is'],
  [4, 'facts of a file that came twice in one pull stopped sync for good'],
  [5, 'facts of a file that had a time too far ahead could not be sent any more'],
  [11, 'records that a restored server had lost unnoticed stopped sync for good'],
  [20036, 'undoing before sync put back what a file had said once'],
  [
    50306,
    'a base that was edited again before it was sent was later than its operation, after the clock was set right',
  ],
  [1193, 'no stars given on the card, over the stars of the file, were not told'],
]
test.each(found)('history %i: %s', async (seed) => {
  await runHistory(seed)
})

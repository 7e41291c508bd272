import { expect, test } from 'vitest'
import { seededRandom } from '../fixtures/seeded-random.ts'
import { drawMoment, ServerKills } from './server-kills.ts'

/** `npm run campaign -- kill-server` has 500. */
const MOMENTS = 30
/** Milliseconds: a server starts again 30 times. */
const PATIENCE = 10 * 60_000

test(
  `a server that is killed at ${MOMENTS} random moments loses nothing that it acknowledged`,
  async () => {
    const random = seededRandom('server kills')
    const kills = await ServerKills.begin()
    try {
      for (let moment = 0; moment < MOMENTS; moment++)
        expect(await kills.killOnce(drawMoment(random, 12))).toEqual([])
      expect(kills.acknowledged.records).toBeGreaterThan(MOMENTS)
      expect(kills.acknowledged.blobs).toBeGreaterThan(5)
    } finally {
      await kills.end()
    }
  },
  PATIENCE,
)

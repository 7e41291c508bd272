import { expect, test } from 'vitest'
import { seededRandom } from '../fixtures/seeded-random.ts'
import { cutUploads, mostSentAgain } from './upload-cuts.ts'

test('uploads that are interrupted 50 times at random bytes end whole, and send little twice', async () => {
  const { cuts, mostAgain, wrong, orphans } = await cutUploads(50, seededRandom('upload cuts'))
  expect({ cuts, wrong, orphans }).toEqual({ cuts: 50, wrong: [], orphans: 0 })
  expect(mostAgain).toBeLessThanOrEqual(mostSentAgain)
})

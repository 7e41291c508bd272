import { randomFillSync } from 'node:crypto'
import type { Clock, RandomSource } from '../shared/random.ts'

export const systemClock: Clock = { now: () => Date.now() }
export const systemRandom: RandomSource = { bytes: takeRandom }

/** Asking the system for 16 bytes costs as much as for 4096, and a thousand new photos ask two thousand times. */
const pool = new Uint8Array(4096)
let taken = pool.length

function takeRandom(count: number): Uint8Array {
  if (count > pool.length) return randomFillSync(new Uint8Array(count))
  if (taken + count > pool.length) {
    randomFillSync(pool)
    taken = 0
  }
  const bytes = pool.slice(taken, taken + count)
  pool.fill(0, taken, taken + count)
  taken += count
  return bytes
}

import { randomBytes } from 'node:crypto'
import type { Clock, RandomSource } from '../shared/random.ts'

export const systemClock: Clock = { now: () => Date.now() }
export const systemRandom: RandomSource = { bytes: (count) => randomBytes(count) }

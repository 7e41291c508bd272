import type { Clock } from '../../shared/random.ts'

const TICK_MS = 5_000
/** A computer that slept, or whose clock was set, has missed at least that much, or gone back. */
const JUMP_MS = 10_000

/**
 * Calls `onTick` every few seconds, and before it `onWake` when the clock has jumped: the computer slept, and its
 * network may be another one. @returns how to stop
 */
export function noticeWake(clock: Clock, onWake: () => void, onTick: () => void): () => void {
  let last = clock.now()
  const timer = setInterval(() => {
    const now = clock.now()
    if (now < last || now - last > TICK_MS + JUMP_MS) onWake()
    last = now
    onTick()
  }, TICK_MS)
  timer.unref()
  return () => clearInterval(timer)
}

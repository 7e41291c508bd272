import { Refusal } from '../../../shared/space/refusal.ts'

/** @param milliseconds to wait */
export type Pause = (milliseconds: number) => Promise<void>

/** When it does not say how long. */
const USUAL_WAIT = 10_000

/** Asks again, after the time that a server wants, for as long as it finds that there are too many calls. */
export async function patiently<T>(pause: Pause, ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof Refusal && error.code === 'too-many')) throw error
      await pause(error.detail.retryAfter ?? USUAL_WAIT)
    }
  }
}

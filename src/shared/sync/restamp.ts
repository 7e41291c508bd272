import { compareHybridTimes, isTooFarAhead, laterOf, nextHybridTime } from '../hybrid-clock.ts'
import type { HybridTime } from '../hybrid-clock.ts'
import type { TravellingOperation } from './operation.ts'

export interface Restamped {
  /** All that were given, in their order. */
  operations: TravellingOperation[]
  /** The new time of each that had to change: registers and versions of texts that have the old one get it too. */
  times: ReadonlyMap<HybridTime, HybridTime>
}

/**
 * Gives operations that were made while the clock was too far ahead times that the server takes. Only those: the others
 * have nothing later before them, so each operation stays before and behind the same ones, sent, received or waiting, and
 * no merge comes out otherwise. Operations of one time keep one time, and bases go along.
 *
 * @param unsent all operations of this device that nobody else has yet
 * @param last the latest time that is sent or received; none of those is too far ahead
 * @param serverNow corrected time, milliseconds since 1970
 * @param device 64 bits as 16 hex digits
 */
export function restamp(
  unsent: readonly TravellingOperation[],
  last: HybridTime | null,
  serverNow: number,
  device: string,
): Restamped {
  const inOrder = [...new Set(unsent.map(({ time }) => time))].sort(compareHybridTimes)
  const times = new Map<HybridTime, HybridTime>()
  let latest = last
  for (const time of inOrder) {
    if (isTooFarAhead(time, serverNow)) {
      latest = nextHybridTime(latest, serverNow, device)
      times.set(time, latest)
    } else {
      latest = laterOf(latest, time)
    }
  }
  const restamped = (time: HybridTime) => times.get(time) ?? time
  const operations = unsent.map((operation) => ({
    ...operation,
    time: restamped(operation.time),
    base: operation.base === null ? null : restamped(operation.base),
  }))
  return { operations, times }
}

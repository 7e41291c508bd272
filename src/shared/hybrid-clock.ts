declare const hybrid: unique symbol

/**
 * A hybrid logical time: milliseconds (48 bits), counter (16 bits) and device (64 bits) as 32 lower-case hex digits, so
 * that text order is time order. It follows the wall clock where that is right, and never goes back where it is not.
 *
 * Source: Kulkarni, Demirbas et al., "Logical Physical Clocks", 2014.
 */
export type HybridTime = string & { readonly [hybrid]: true }

const COUNTERS = 0x10000
const TIMES = 2 ** 48
/** How far ahead of the server's clock a time may be, milliseconds. */
const AHEAD = 5 * 60_000
const pattern = /^[0-9a-f]{32}$/

/**
 * The time of the next change on this device: later than `last`, and not before the wall clock.
 *
 * @param last the latest time that this device has given out or received
 * @param now milliseconds since 1970, corrected by the server's clock where it is known (see clockOffset)
 */
export function nextHybridTime(last: HybridTime | null, now: number, device: string): HybridTime {
  const seen = last
    ? { ms: hybridMs(last), counter: parseInt(last.slice(12, 16), 16) }
    : { ms: -1, counter: 0 }
  const wall = Math.min(TIMES - 1, Math.max(0, Math.floor(now)))
  if (wall > seen.ms) return encode(wall, 0, device)
  return seen.counter + 1 < COUNTERS
    ? encode(seen.ms, seen.counter + 1, device)
    : encode(seen.ms + 1, 0, device)
}

/** Milliseconds since 1970 of a hybrid time. */
export function hybridMs(time: HybridTime): number {
  return parseInt(time.slice(0, 12), 16)
}

/** Negative when `a` is before `b`, positive when it is behind, 0 when they are the same. */
export function compareHybridTimes(a: HybridTime, b: HybridTime): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The later of two times. Who receives times goes on from the latest of them. */
export function laterOf(a: HybridTime | null, b: HybridTime | null): HybridTime | null {
  if (a === null || b === null) return a ?? b
  return a > b ? a : b
}

/**
 * How many milliseconds the server's clock is ahead of ours, from one question and its answer: the server is taken to
 * have looked at its clock half-way. Our clock plus this is corrected time.
 *
 * Source: Cristian, "Probabilistic clock synchronization", 1989.
 *
 * @param askedAt our clock when the question was sent, milliseconds since 1970
 * @param answeredAt our clock when the answer was there
 * @param serverAt the server's clock, as the answer says
 */
export function clockOffset(askedAt: number, answeredAt: number, serverAt: number): number {
  return Math.round(serverAt - (askedAt + answeredAt) / 2)
}

/** Whether nobody whose clock is right can have made this time: it is over 5 minutes ahead of the server's clock. */
export function isTooFarAhead(time: HybridTime, serverNow: number): boolean {
  return hybridMs(time) > serverNow + AHEAD
}

/** What the clock of a server that took this time was at least, milliseconds since 1970. */
export function clockWhenTaken(time: HybridTime): number {
  return hybridMs(time) - AHEAD
}

/** @throws RangeError when the text is not a hybrid time. */
export function parseHybridTime(text: string): HybridTime {
  if (!pattern.test(text)) throw new RangeError(`not a hybrid time: ${text.slice(0, 40)}`)
  return text as HybridTime // The pattern has just been checked.
}

/** No time is later that is not too far ahead. @param serverNow milliseconds since 1970 */
export function latestTaken(serverNow: number): HybridTime {
  return encode(Math.floor(serverNow) + AHEAD, COUNTERS - 1, 'f'.repeat(16))
}

function encode(ms: number, counter: number, device: string): HybridTime {
  return parseHybridTime(ms.toString(16).padStart(12, '0') + counter.toString(16).padStart(4, '0') + device)
}

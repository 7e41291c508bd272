import type { Metadata } from '../../shared/metadata.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
const written = /^\d{4}[:-]\d\d[:-]\d\d[ T]\d\d:\d\d:\d\d/

/** A place on the local wall clock, whatever zone it hung in. */
export interface LocalTime {
  /** Days since 1970-01-01. */
  day: number
  /** 0–1439 */
  minute: number
  /** Milliseconds in that minute. */
  instant: number
}

/** The local time a file names as its capture; UTC is moved only where the file itself gives the offset. */
export function captureTime(metadata: Metadata): LocalTime | null {
  const ms = metadata.takenAt === null ? null : wallClock(metadata.takenAt)
  if (ms === null) return null
  const shift = metadata.takenAtIsUtc ? (offsetMs(metadata.offset) ?? 0) : 0
  return split(ms + shift + fraction(metadata.subsec))
}

/** The local time here of a file's own time. */
export function fileTime(mtime: number): LocalTime {
  return split(mtime - new Date(mtime).getTimezoneOffset() * MINUTE_MS)
}

function wallClock(text: string): number | null {
  if (!written.test(text)) return null
  const number = (at: number, digits: number) => Number(text.slice(at, at + digits))
  const [year, month, day] = [number(0, 4), number(5, 2), number(8, 2)]
  const [hour, minute, second] = [number(11, 2), number(14, 2), number(17, 2)]
  if (year === 0 || month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59) return null
  // Date.UTC takes years below 100 for years of the 20th century.
  return (
    new Date(0).setUTCFullYear(year, month - 1, day) +
    (hour * 60 + minute) * MINUTE_MS +
    Math.min(second, 59) * 1000
  )
}

function offsetMs(offset: string | null): number | null {
  const parts = /^([+-])(\d\d):?(\d\d)$/.exec(offset ?? '')
  if (!parts) return null
  return (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3])) * MINUTE_MS
}

function fraction(subsec: string | null): number {
  return /^\d+$/.test(subsec ?? '') ? Number(subsec!.slice(0, 3).padEnd(3, '0')) : 0
}

function split(ms: number): LocalTime {
  const day = Math.floor(ms / DAY_MS)
  const rest = ms - day * DAY_MS
  const minute = Math.floor(rest / MINUTE_MS)
  return { day, minute, instant: Math.floor(rest - minute * MINUTE_MS) }
}

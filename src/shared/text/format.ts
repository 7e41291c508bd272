import { UNDATED } from '../columns.ts'
import { unitsEn, unitsJa } from './units.ts'

/** Numbers, sizes and times in the user's language. Capture times are wall clock and never moved between zones. */
export interface Format {
  readonly language: 'en' | 'ja'
  /** 48,210 */
  number(value: number): string
  /** 108 MB, decimal as drives and cameras count. */
  bytes(value: number): string
  /** Saturday, 8 February 2025; from days since 1970-01-01. */
  day(day: number): string
  /** February 2025; month 1-12. */
  month(year: number, month: number): string
  /** 8 Feb 2025, 09:14 from `YYYY:MM:DD hh:mm:ss` as written in the file. */
  takenAt(text: string): string
  /** 8 Feb 2025, 09:14 of a moment in milliseconds since 1970, on this computer's clock. */
  moment(milliseconds: number): string
  /** 18:12 of a moment of the day that `now` is on, else its date: 8 Feb 2025. */
  shortMoment(milliseconds: number, now: number): string
  /** 0:42, 1:04:09 */
  duration(seconds: number): string
}

const dayMilliseconds = 86_400_000

export function createFormat(language: 'en' | 'ja', undated: string): Format {
  const locale = language === 'ja' ? 'ja-JP' : 'en-GB'
  const units = language === 'ja' ? unitsJa : unitsEn
  // Made when first used: all of them together take as long as drawing the first screen.
  const dateStyle = (options: Intl.DateTimeFormatOptions) => {
    let made: Intl.DateTimeFormat | null = null
    return () => (made ??= new Intl.DateTimeFormat(locale, options))
  }
  const utc = { timeZone: 'UTC' } as const
  const longDay = dateStyle({ ...utc, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
  const monthOfYear = dateStyle({ ...utc, month: 'long', year: 'numeric' })
  const time = {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  } as const
  const wallClock = dateStyle({ ...utc, ...time })
  const localTime = dateStyle(time)
  const localDay = dateStyle({ day: 'numeric', month: 'short', year: 'numeric' })
  const localClock = dateStyle({ hour: '2-digit', minute: '2-digit' })

  return {
    language,
    number: units.count,
    bytes: units.bytes,
    day: (day) => (day === UNDATED ? undated : dayText(longDay(), day)),
    month: (year, month) => monthOfYear().format(Date.UTC(year, month - 1, 1)),
    takenAt: (text) => {
      const match = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d)/.exec(text)
      if (!match) return text
      const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = match.slice(1).map(Number)
      return wallClock().format(Date.UTC(year, month - 1, day, hour, minute))
    },
    moment: (milliseconds) => localTime().format(milliseconds),
    shortMoment: (milliseconds, now) => {
      const day = localDay().format(milliseconds)
      return day === localDay().format(now) ? localClock().format(milliseconds) : day
    },
    duration: (seconds) => {
      const whole = Math.round(seconds)
      const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
      const shown = parts[0] === 0 ? parts.slice(1) : parts
      return shown.map((part, index) => (index === 0 ? `${part}` : `${part}`.padStart(2, '0'))).join(':')
    },
  }
}

function dayText(format: Intl.DateTimeFormat, day: number): string {
  // British English writes "Saturday 8 February"; the comma makes the weekday readable as a heading.
  const parts = format.formatToParts(day * dayMilliseconds)
  return parts
    .map((part, index) =>
      part.type === 'literal' && parts[index - 1]?.type === 'weekday' && index === 1 ? ', ' : part.value,
    )
    .join('')
}

/** Numbers as people read them: exact counts, three digits of bytes, time in its two largest units. */
export interface Units {
  /** `48,210` */
  count(value: number): string
  /** `21.6 GB`; decimal units, as cards and disks are sold. */
  bytes(value: number): string
  /** `11.2 of 21.6 GB` */
  bytesOf(done: number, total: number): string
  /** `118 MB/s` */
  rate(bytesPerSecond: number): string
  /** `5 min 12 s` */
  duration(seconds: number): string
  /** `3 min`: rounded up to one unit, since more would be a guess. */
  roughDuration(seconds: number): string
}

interface UnitWords {
  locale: string
  of(done: string, total: string): string
  hours(value: string): string
  minutes(value: string): string
  seconds(value: string): string
  /** Between two units of one duration. */
  gap: string
}

const byteUnits = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'] as const

export function unitsFor(words: UnitWords): Units {
  // Made when first used: each takes several ms, in languages that the user does not have as well.
  let madeWhole: Intl.NumberFormat | null = null
  let madeThree: Intl.NumberFormat | null = null

  function whole(value: number): string {
    madeWhole ??= new Intl.NumberFormat(words.locale, { maximumFractionDigits: 0 })
    return madeWhole.format(value)
  }

  function three(value: number): string {
    madeThree ??= new Intl.NumberFormat(words.locale, { maximumSignificantDigits: 3 })
    return madeThree.format(value)
  }

  function number(value: number): string {
    return value >= 1000 ? whole(value) : three(value)
  }

  function scaled(value: number): { value: number; unit: number } {
    let unit = 0
    let rest = Math.max(0, value)
    // 999.5 would be shown as 1,000.
    while (rest >= 999.5 && unit < byteUnits.length - 1) {
      rest /= 1000
      unit++
    }
    return { value: rest, unit }
  }

  function bytes(value: number): string {
    const { value: shown, unit } = scaled(value)
    return `${number(shown)} ${byteUnits[unit]}`
  }

  return {
    count: whole,
    bytes,
    bytesOf(done, total) {
      const target = scaled(total)
      return words.of(number(done / 1000 ** target.unit), `${number(target.value)} ${byteUnits[target.unit]}`)
    },
    rate: (value) => `${bytes(value)}/s`,
    duration(seconds) {
      const all = Math.max(0, Math.round(seconds))
      const [hours, minutes, rest] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60]
      if (hours > 0) return `${words.hours(whole(hours))}${words.gap}${words.minutes(String(minutes))}`
      if (minutes > 0) return `${words.minutes(String(minutes))}${words.gap}${words.seconds(String(rest))}`
      return words.seconds(String(rest))
    },
    roughDuration(seconds) {
      const all = Math.max(1, Math.ceil(seconds))
      if (all < 60) return words.seconds(String(all))
      if (all < 5400) return words.minutes(String(Math.ceil(all / 60)))
      return words.hours(three(Math.ceil(all / 360) / 10))
    },
  }
}

export const unitsEn = unitsFor({
  locale: 'en',
  of: (done, total) => `${done} of ${total}`,
  hours: (value) => `${value} h`,
  minutes: (value) => `${value} min`,
  seconds: (value) => `${value} s`,
  gap: ' ',
})

export const unitsJa = unitsFor({
  locale: 'ja',
  of: (done, total) => `${done} / ${total}`,
  hours: (value) => `${value}時間`,
  minutes: (value) => `${value}分`,
  seconds: (value) => `${value}秒`,
  gap: '',
})

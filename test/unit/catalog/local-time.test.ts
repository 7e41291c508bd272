import { expect, test } from 'vitest'
import { captureTime, fileTime } from '../../../src/main/catalog/local-time.ts'
import { emptyMetadata } from '../../../src/shared/metadata.ts'
import type { Metadata } from '../../../src/shared/metadata.ts'

const day = (text: string) => Date.parse(`${text}T00:00:00Z`) / 86_400_000
const timeOf = (values: Partial<Metadata>) => captureTime({ ...emptyMetadata, ...values })

test('the wall clock counts as written, whatever the offset', () => {
  const written = { takenAt: '2024:02:29 23:59:30', subsec: '5' }
  const expected = { day: day('2024-02-29'), minute: 1439, instant: 30_500 }
  expect(timeOf(written)).toEqual(expected)
  expect(timeOf({ ...written, offset: '+09:00' })).toEqual(expected)
})

test('UTC moves to the local clock where the file gives the offset', () => {
  const utc = { takenAt: '2024:02:28 20:30:00', takenAtIsUtc: true }
  expect(timeOf({ ...utc, offset: '+09:00' })).toEqual({ day: day('2024-02-29'), minute: 330, instant: 0 })
  expect(timeOf({ ...utc, offset: '-03:30' })).toEqual({ day: day('2024-02-28'), minute: 1020, instant: 0 })
  expect(timeOf(utc)).toEqual({ day: day('2024-02-28'), minute: 1230, instant: 0 })
})

test('years before 1970 and before 100 are themselves', () => {
  expect(timeOf({ takenAt: '1969:12:31 00:00:00' })?.day).toBe(-1)
  expect(timeOf({ takenAt: '0099:01:01 00:00:00' })?.day).toBe(day('0099-01-01'))
})

test.each([
  '0000:00:00 00:00:00',
  '    :  :     :  :  ',
  '2024:13:01 00:00:00',
  '2024:01:01 25:00:00',
  'yesterday',
  '',
])('%o is no time', (takenAt) => {
  expect(timeOf({ takenAt })).toBeNull()
})

test('a second of 60 and digits beyond milliseconds are no trouble', () => {
  expect(timeOf({ takenAt: '2016:12:31 23:59:60', subsec: '123456' })).toMatchObject({
    minute: 1439,
    instant: 59_123,
  })
})

test('the time of a file is the local one here', () => {
  const local = new Date(2024, 5, 1, 12, 34, 56, 789)
  expect(fileTime(local.getTime())).toEqual({ day: day('2024-06-01'), minute: 754, instant: 56_789 })
})

import { describe, expect, test } from 'vitest'
import { unitsEn, unitsJa } from '../../../src/shared/text/units.ts'

describe('numbers as people read them', () => {
  test('bytes have three digits and decimal units', () => {
    expect(unitsEn.bytes(0)).toBe('0 bytes')
    expect(unitsEn.bytes(999)).toBe('999 bytes')
    expect(unitsEn.bytes(999_600)).toBe('1 MB')
    expect(unitsEn.bytes(21_640_000_000)).toBe('21.6 GB')
    expect(unitsEn.bytes(162_000_000)).toBe('162 MB')
    expect(unitsEn.bytes(1_182_000_000_000)).toBe('1.18 TB')
  })

  test('a part is said in the unit of the whole', () => {
    expect(unitsEn.bytesOf(0, 21_600_000_000)).toBe('0 of 21.6 GB')
    expect(unitsEn.bytesOf(400_000_000, 21_600_000_000)).toBe('0.4 of 21.6 GB')
    expect(unitsJa.bytesOf(11_200_000_000, 21_600_000_000)).toBe('11.2 / 21.6 GB')
  })

  test('durations have two units, rough ones a single one that is not too small', () => {
    expect(unitsEn.duration(312)).toBe('5 min 12 s')
    expect(unitsJa.duration(3_720)).toBe('1時間2分')
    expect(unitsEn.duration(0.2)).toBe('0 s')
    expect(unitsEn.roughDuration(0.2)).toBe('1 s')
    expect(unitsEn.roughDuration(61)).toBe('2 min')
    expect(unitsEn.roughDuration(9_000)).toBe('2.5 h')
    expect(unitsEn.count(48_210)).toBe('48,210')
  })
})

import type { Ifd, Tiff } from '../../formats/tiff.ts'
import { listOf, type TagValue } from '../tags.ts'
import { type Found, note } from './found.ts'
import { tiffValue } from './tiff-value.ts'

const plain = { 1: 'GPSLatitudeRef', 3: 'GPSLongitudeRef', 5: 'GPSAltitudeRef', 6: 'GPSAltitude' }

/** Exif 2.32, 4.6.6. Degrees, minutes and seconds become decimal degrees; the reference stays apart. */
export async function noteGps(tiff: Tiff, gps: Ifd, found: Found): Promise<void> {
  for (const [tag, name] of Object.entries(plain))
    note(found, `GPS:${name}`, await tiffValue(tiff, gps, Number(tag)))
  note(found, 'GPS:GPSLatitude', decimalDegrees(await tiffValue(tiff, gps, 2)))
  note(found, 'GPS:GPSLongitude', decimalDegrees(await tiffValue(tiff, gps, 4)))
}

/** From three rationals, or, against the standard, from text such as `52 5 12.3`. */
function decimalDegrees(value: TagValue | null): number | null {
  const parts = typeof value === 'string' ? (value.match(/[\d.]+/g) ?? []) : listOf(value ?? undefined)
  const [degrees = NaN, minutes = 0, seconds = 0] = parts.map(Number)
  const sum = degrees + orZero(minutes) / 60 + orZero(seconds) / 3600
  return Number.isFinite(sum) ? sum : null
}

/** Cameras without seconds write 0/0 there. */
function orZero(number: number): number {
  return Number.isNaN(number) ? 0 : number
}

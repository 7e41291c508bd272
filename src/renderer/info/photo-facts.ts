import type { Metadata } from '../../shared/metadata.ts'
import type { Format } from '../../shared/text/format.ts'
import type { Text } from '../../shared/text/index.ts'
import { exposureBias } from './exposure.ts'

/** Capture time as the file has it, to the last digit, with its offset: 8 Feb 2025, 09:14:06.40 +01:00 */
export function takenAtText(metadata: Metadata, format: Format, text: Text): string {
  const { takenAt, subsec, offset, takenAtIsUtc } = metadata
  if (takenAt === null) return text.loupe.info.undated
  const seconds = /:(\d\d)$/.exec(takenAt)?.[1]
  const fine = seconds === undefined ? '' : `:${seconds}${subsec ? `.${subsec}` : ''}`
  const zone = offset ?? (takenAtIsUtc ? text.loupe.info.utc : '')
  return [`${format.takenAt(takenAt)}${fine}`, zone].filter(Boolean).join(' ')
}

/** Make and model without saying the make twice: NIKON Z 8, Canon EOS R6. */
export function cameraName({ make, model }: Metadata): string {
  if (!model) return make ?? ''
  const first = make?.split(' ')[0] ?? ''
  return model.toLowerCase().startsWith(first.toLowerCase()) ? model : `${first} ${model}`
}

/** 47.28° N, 12.47° E */
export function placeText({ gpsLat, gpsLon, gpsAlt }: Metadata, text: Text): string {
  if (gpsLat === null || gpsLon === null) return ''
  const { north, south, east, west, altitude } = text.loupe.info
  const degrees = (value: number) => `${Math.abs(value).toFixed(4)}°`
  const parts = [
    `${degrees(gpsLat)} ${gpsLat < 0 ? south : north}`,
    `${degrees(gpsLon)} ${gpsLon < 0 ? west : east}`,
  ]
  if (gpsAlt !== null) parts.push(altitude(String(Math.round(gpsAlt))))
  return parts.join(', ')
}

/** What the camera table says, row by row; what the file does not say is left out. */
export function cameraRows(metadata: Metadata, format: Format, text: Text): [name: string, value: string][] {
  const words = text.loupe.info
  const { exposureProgram, exposureBias: bias, flash, whiteBalance } = metadata
  const program = exposureProgram ? (words.programs[exposureProgram] ?? '') : ''
  const exposure = [program, bias ? exposureBias(bias) : ''].filter(Boolean).join(', ')
  const balance = whiteBalance === null ? '' : words.whiteBalances[whiteBalance === 0 ? 'auto' : 'manual']
  const rows: [string, string][] = [
    [words.body, cameraName(metadata)],
    [words.lens, metadata.lensId ?? metadata.lens ?? ''],
    [words.exposure, exposure],
    // Bit 0 of EXIF Flash: it fired.
    [words.flash, flash === null ? '' : flash & 1 ? words.flashFired : words.flashOff],
    [words.whiteBalance, balance],
    [words.duration, metadata.durationSeconds ? format.duration(metadata.durationSeconds) : ''],
    [words.place, placeText(metadata, text)],
    [words.serial, metadata.serial ?? ''],
    [words.software, metadata.software ?? ''],
  ]
  return rows.filter(([, value]) => value !== '')
}

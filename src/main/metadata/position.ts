import type { Metadata } from '../../shared/metadata.ts'
import { numberOf, type Tags, textOf } from './tags.ts'

type Position = Pick<Metadata, 'gpsLat' | 'gpsLon' | 'gpsAlt'>

/**
 * Signed decimal degrees and metres. Composite tags are ExifTool's own answer; GPS ones come from the fast reader as
 * decimal degrees with their reference apart.
 */
export function positionFrom(tags: Tags): Position {
  return {
    gpsLat: degrees(tags, 'Latitude', 'S', 90),
    gpsLon: degrees(tags, 'Longitude', 'W', 180),
    gpsAlt: altitude(tags),
  }
}

function degrees(tags: Tags, name: string, negative: string, limit: number): number | null {
  const value =
    numberOf(tags.get(`Composite:GPS${name}`)) ??
    signed(numberOf(tags.get(`GPS:GPS${name}`)), textOf(tags.get(`GPS:GPS${name}Ref`)), negative) ??
    numberOf(tags.get(`XMP-exif:GPS${name}`))
  return value !== null && Math.abs(value) <= limit ? value : null
}

/** Without its reference a position may be on the wrong side of the world: then it is none. */
function signed(value: number | null, reference: string | null, negative: string): number | null {
  if (value === null || reference === null) return null
  return reference.toUpperCase().startsWith(negative) ? -Math.abs(value) : Math.abs(value)
}

function altitude(tags: Tags): number | null {
  const composite = numberOf(tags.get('Composite:GPSAltitude'))
  if (composite !== null) return composite
  for (const group of ['GPS', 'XMP-exif']) {
    const metres = numberOf(tags.get(`${group}:GPSAltitude`))
    if (metres !== null) return numberOf(tags.get(`${group}:GPSAltitudeRef`)) === 1 ? -metres : metres
  }
  return null
}

import type { PhotoFacts } from './photo-facts.ts'
import type { SqlValue } from './statements.ts'
import type { Write } from './write-path.ts'

/** Columns of `photos` that hold a photo's facts, in the order of factValues. */
export const factColumns = [
  'face',
  'name',
  'badge',
  'folder',
  'kind',
  'bytes',
  'taken_at',
  'day',
  'minute',
  'instant',
  'time_guessed',
  'camera',
  'lens',
  'iso',
  'f_number',
  'focal_length',
  'gps_latitude',
  'gps_longitude',
  'duration',
  'missing',
] as const

/** @param face number of the face file */
export function factValues(write: Write, facts: PhotoFacts, face: number): SqlValue[] {
  const { metadata, time } = facts
  const located = within(metadata.gpsLat, 90) !== null && within(metadata.gpsLon, 180) !== null
  return [
    face,
    facts.name,
    facts.badge,
    facts.folder,
    facts.kind,
    facts.bytes,
    facts.takenAt,
    time.day,
    time.minute,
    time.instant,
    facts.timeGuessed ? 1 : 0,
    write.cameras.numberOf(facts.camera),
    write.lenses.numberOf(facts.lens),
    Math.round(positive(metadata.iso, 0x3fff_ffff)),
    positive(metadata.fNumber, 655),
    positive(metadata.focalLength, 6_553),
    located ? metadata.gpsLat : null,
    located ? metadata.gpsLon : null,
    facts.duration !== null && Number.isFinite(facts.duration) ? facts.duration : null,
    facts.missing ? 1 : 0,
  ]
}

/** Files can say anything; what no camera can have counts as unknown. */
function positive(value: number | null, most: number): number {
  return value !== null && value > 0 && value <= most ? value : 0
}

function within(value: number | null, most: number): number | null {
  return value !== null && Math.abs(value) <= most ? value : null
}

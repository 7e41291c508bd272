import type { Tags, TagValue } from './tags.ts'

/** Asked with `#`: as stored, not in words. */
const numeric =
  'ISO FNumber ApertureValue Aperture ExposureTime ShutterSpeedValue ShutterSpeed FocalLength ExposureCompensation ' +
  'ExposureProgram Flash WhiteBalance Orientation Rotation GPSLatitude GPSLongitude GPSAltitude Rating Duration ' +
  'ImageSize SerialNumber CameraSerialNumber'
const inWords =
  'FileType MIMEType Make Model LensModel LensID DateTimeOriginal ' +
  'CreateDate ModifyDate DateCreated TimeCreated CreationDate OffsetTime OffsetTimeOriginal SubSecTimeOriginal ' +
  'PhotographicSensitivity RecommendedExposureIndex Label Subject Keywords XPKeywords Title ObjectName Description ' +
  'Caption-Abstract ImageDescription Creator By-line Artist Rights CopyrightNotice Copyright Software CreatorTool ' +
  'DocumentID OriginalDocumentID ContentIdentifier'

/** Group 1 names, duplicates, lists as lists, IPTC without a declared character set as UTF-8, large files. */
export const exiftoolArguments: string[] = [
  '-json',
  '-G1',
  '-a',
  '-struct',
  '-charset',
  'iptc=UTF8',
  '-api',
  'largefilesupport=1',
  '-XMP-aux:Lens',
  ...numeric.split(' ').map((tag) => `-${tag}#`),
  ...inWords.split(' ').map((tag) => `-${tag}`),
]

/** Newer versions name Matroska's groups after its elements. */
const matroska = /^(Info|Segment):/

/** ExifTool's answer as tags. Of several values of one tag ExifTool's own choice stands first. */
export function tagsFromExiftool(answer: object): Tags {
  const tags: Tags = new Map()
  for (const [key, value] of Object.entries(answer)) {
    const simple = simpleValue(value)
    if (key.includes(':') && simple !== null) tags.set(key.replace(matroska, 'Matroska:'), simple)
  }
  return tags
}

function simpleValue(value: unknown): TagValue | null {
  if (typeof value === 'string' || typeof value === 'number') return value
  if (typeof value === 'boolean') return String(value)
  if (!Array.isArray(value)) return null
  return value.filter((item): item is string | number => typeof item === 'string' || typeof item === 'number')
}

import { emptyMetadata, type Metadata } from '../../shared/metadata.ts'
import { positionFrom } from './position.ts'
import { listOf, numberOf, type Tags, type TagValue, textOf } from './tags.ts'
import { takenAtFrom } from './taken-at.ts'

/** What a file is and how large its picture: told by its structure, not by tags. */
export type FileFacts = Pick<Metadata, 'fileType' | 'mimeType' | 'width' | 'height'>

/** The one place where a field's sources and their order are decided. docs/metadata.md explains the order. */
export function metadataFromTags(tags: Tags, facts: FileFacts): Metadata {
  const text = (...keys: string[]) => firstOf(tags, keys, textOf)
  const number = (...keys: string[]) => firstOf(tags, keys, numberOf)
  return {
    ...emptyMetadata,
    ...facts,
    ...takenAtFrom(tags),
    ...positionFrom(tags),
    make: text('IFD0:Make', 'ExifIFD:Make', 'Keys:Make', 'UserData:Make', 'XMP-tiff:Make', '*:Make'),
    model: text('IFD0:Model', 'ExifIFD:Model', 'Keys:Model', 'UserData:Model', 'XMP-tiff:Model', '*:Model'),
    lens: text('ExifIFD:LensModel', 'XMP-aux:Lens', 'XMP-exifEX:LensModel'),
    lensId: text('Composite:LensID'),
    serial: text('ExifIFD:SerialNumber', 'IFD0:SerialNumber', 'IFD0:CameraSerialNumber', '*:SerialNumber'),
    iso: positive(number('ExifIFD:ISO', 'IFD0:ISO', 'Composite:ISO', ...isoFallbacks)),
    fNumber: positive(number('ExifIFD:FNumber', 'IFD0:FNumber', 'Composite:Aperture', ...apertureFallbacks)),
    exposureTime: number(
      'ExifIFD:ExposureTime',
      'IFD0:ExposureTime',
      'Composite:ShutterSpeed',
      ...shutterFallbacks,
    ),
    focalLength: number('ExifIFD:FocalLength', 'IFD0:FocalLength', 'XMP-exif:FocalLength', '*:FocalLength'),
    exposureBias: number('ExifIFD:ExposureCompensation', 'XMP-exif:ExposureCompensation'),
    exposureProgram: number('ExifIFD:ExposureProgram', 'XMP-exif:ExposureProgram'),
    flash: number('ExifIFD:Flash'),
    whiteBalance: number('ExifIFD:WhiteBalance', 'XMP-exif:WhiteBalance'),
    orientation: orientation(number('IFD0:Orientation', 'XMP-tiff:Orientation')),
    rotation: number('Composite:Rotation', 'QuickTime:Rotation', 'CanonRaw:Rotation'),
    rating: number('XMP-xmp:Rating', 'IFD0:Rating'),
    label: text('XMP-xmp:Label'),
    keywords: keywordsOf(tags),
    title: text('XMP-dc:Title', 'IPTC:ObjectName'),
    caption: text('XMP-dc:Description', 'IPTC:Caption-Abstract', 'IFD0:ImageDescription'),
    creator: people(tags, 'XMP-dc:Creator', 'IPTC:By-line', 'IFD0:Artist'),
    copyright: text('XMP-dc:Rights', 'IPTC:CopyrightNotice', 'IFD0:Copyright'),
    software: text('IFD0:Software', 'XMP-xmp:CreatorTool', 'Keys:Software', '*:Software'),
    durationSeconds: duration(tags, facts.fileType),
    documentId: text('XMP-xmpMM:DocumentID'),
    originalDocumentId: text('XMP-xmpMM:OriginalDocumentID'),
    contentIdentifier: text('Apple:ContentIdentifier', 'Keys:ContentIdentifier'),
  }
}

const isoFallbacks = ['*:ISO', 'XMP-exifEX:PhotographicSensitivity', 'XMP-exif:RecommendedExposureIndex']
const apertureFallbacks = ['ExifIFD:ApertureValue', 'XMP-exif:FNumber', 'XMP-exif:ApertureValue', '*:FNumber']
const shutterFallbacks = [
  'ExifIFD:ShutterSpeedValue',
  'XMP-exif:ExposureTime',
  'XMP-exif:ShutterSpeedValue',
  '*:ExposureTime',
]

/** First of these tags that gives a value; `*:Name` is any group's, thumbnails' directories left out. */
function firstOf<Value>(
  tags: Tags,
  keys: string[],
  read: (value: TagValue | undefined) => Value | null,
): Value | null {
  for (const key of keys) {
    if (!key.startsWith('*')) {
      const value = read(tags.get(key))
      if (value !== null) return value
      continue
    }
    const ending = key.slice(1)
    for (const [name, found] of tags) {
      if (!name.endsWith(ending) || name.startsWith('IFD1:')) continue
      const value = read(found)
      if (value !== null) return value
    }
  }
  return null
}

/** The union. Windows keeps its keywords in one text, parted by `;`, some programs by `,`. */
function keywordsOf(tags: Tags): string[] {
  const windows = textOf(tags.get('IFD0:XPKeywords')) ?? ''
  const parted = windows.split(windows.includes(';') ? ';' : ',').map((keyword) => keyword.trim())
  const all = [...listOf(tags.get('XMP-dc:Subject')), ...listOf(tags.get('IPTC:Keywords')), ...parted]
  return [...new Set(all.filter((keyword) => keyword !== ''))]
}

/** Several names become one text, as the info panel shows them. */
function people(tags: Tags, ...keys: string[]): string | null {
  for (const key of keys) {
    const names = listOf(tags.get(key))
    if (names.length > 0) return names.join('; ')
  }
  return null
}

/** Seconds to the millisecond, of what plays; CR3 counts its single picture as a movie. */
function duration(tags: Tags, fileType: string | null): number | null {
  if (fileType === 'CR3' || fileType === 'XMP') return null
  const seconds = firstOf(tags, ['Composite:Duration', 'QuickTime:Duration', '*:Duration'], numberOf)
  return seconds === null ? null : Math.round(seconds * 1000) / 1000
}

function positive(number: number | null): number | null {
  return number !== null && number > 0 ? number : null
}

function orientation(number: number | null): number | null {
  return number !== null && number >= 1 && number <= 8 ? number : null
}

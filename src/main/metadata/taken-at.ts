import type { Metadata } from '../../shared/metadata.ts'
import { type Tags, textOf } from './tags.ts'

export type TakenAt = Pick<Metadata, 'takenAt' | 'takenAtSource' | 'takenAtIsUtc' | 'offset' | 'subsec'>

/** Where the time of capture may stand, best first: EXIF, then what else a camera writes, XMP, IPTC, file times. */
const sources = [
  'ExifIFD:DateTimeOriginal',
  'IFD0:DateTimeOriginal',
  '*:DateTimeOriginal',
  'Keys:CreationDate',
  'XMP-exif:DateTimeOriginal',
  'XMP-photoshop:DateCreated',
  'IPTC:DateCreated',
  'ExifIFD:CreateDate',
  'XMP-xmp:CreateDate',
  'QuickTime:CreateDate',
  'IFD0:ModifyDate',
]

/** EXIF form, or ISO form as in XMP; subseconds and zone optional. */
const written =
  /^(\d{4})[:-](\d\d)[:-](\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?)?\s*(Z|[+-]\d\d:?\d\d)?/

/** The time of capture as the file writes it. A zero date or one that is no date counts as none. */
export function takenAtFrom(tags: Tags): TakenAt {
  for (const source of sources) {
    for (const key of source.startsWith('*') ? keysOf(tags, source.slice(1)) : [source]) {
      const parts = partsOf(tags, key)
      if (parts) return { ...parts, takenAtSource: key }
    }
  }
  return {
    takenAt: null,
    takenAtSource: null,
    takenAtIsUtc: null,
    offset: null,
    subsec: textOf(tags.get('ExifIFD:SubSecTimeOriginal')),
  }
}

/** Maker notes and containers (Nikon, CanonRaw, RIFF, H264 …), not XMP, whose times stand further down. */
function keysOf(tags: Tags, ending: string): string[] {
  return [...tags.keys()].filter((key) => key.endsWith(ending) && !/^(XMP|IFD|Composite)/.test(key))
}

function partsOf(tags: Tags, key: string): Omit<TakenAt, 'takenAtSource'> | null {
  const match = written.exec(dateText(tags, key) ?? '')
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction, zone] = match ?? []
  if (!year || !month || !day || year === '0000' || month === '00' || day === '00') return null
  const offset =
    textOf(tags.get('ExifIFD:OffsetTimeOriginal')) ?? textOf(tags.get('ExifIFD:OffsetTime')) ?? zone
  return {
    takenAt: `${year}:${month}:${day} ${hour}:${minute}:${second}`,
    takenAtIsUtc: zone === 'Z' || key === 'QuickTime:CreateDate',
    offset: offset?.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2') ?? null,
    subsec: textOf(tags.get('ExifIFD:SubSecTimeOriginal')) ?? fraction ?? null,
  }
}

/** IPTC and GPS keep date and time in tags of their own. */
function dateText(tags: Tags, key: string): string | null {
  const date = textOf(tags.get(key))
  const time = key === 'IPTC:DateCreated' ? textOf(tags.get('IPTC:TimeCreated')) : null
  return date && time ? `${date} ${time}` : date
}

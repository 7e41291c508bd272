import type { WriteTags } from 'exiftool-vendored'
import type { SceneName } from './scenes.ts'

/** One exposure of the sample card. */
export interface Shot {
  folder: string
  /** Without extension. */
  stem: string
  scene: SceneName
  seed: number
  moment: number
  portrait: boolean
  /** A DNG beside the JPEG. */
  raw: boolean
  tags: WriteTags
}

interface Body {
  folder: string
  prefix: string
  make: string
  model: string
  serial: string
  lens: string
  focalLength: number
  raw: boolean
}

const bodies: Record<'first' | 'second' | 'third', Body> = {
  first: {
    folder: 'DCIM/100NIKON',
    prefix: 'DSC_',
    make: 'NIKON CORPORATION',
    model: 'NIKON Z 6_2',
    serial: '6012345',
    lens: 'NIKKOR Z 24-70mm f/4 S',
    focalLength: 35,
    raw: true,
  },
  second: {
    folder: 'DCIM/101CANON',
    prefix: 'IMG_',
    make: 'Canon',
    model: 'Canon EOS R6',
    serial: '032021004567',
    lens: 'RF85mm F2 MACRO IS STM',
    focalLength: 85,
    raw: false,
  },
  third: {
    folder: 'DCIM/102MSDCF',
    prefix: 'DSC',
    make: 'SONY',
    model: 'ILCE-7M4',
    serial: '4512098',
    lens: 'FE 20mm F1.8 G',
    focalLength: 20,
    raw: false,
  },
}

interface Series {
  body: keyof typeof bodies
  scene: SceneName
  day: string
  /** First exposure, `hh:mm:ss`. */
  from: string
  count: number
  /** Seconds between exposures; below one is a burst. */
  every: number
  portrait?: boolean
  raw?: boolean
  place?: { lat: number; lon: number; alt: number }
}

const valley = { lat: 46.5197, lon: 7.9611, alt: 1638 }
const harbour = { lat: 35.4437, lon: 139.638, alt: 4 }

/** A short job over four days: bursts, series, upright pictures, two places. 60 exposures in all. */
const job: Series[] = [
  {
    body: 'first',
    scene: 'mountains',
    day: '2025:02:06',
    from: '06:41:12',
    count: 6,
    every: 95,
    raw: true,
    place: valley,
  },
  {
    body: 'first',
    scene: 'mountains',
    day: '2025:02:06',
    from: '07:15:40',
    count: 8,
    every: 0.125,
    place: valley,
  },
  {
    body: 'second',
    scene: 'flower',
    day: '2025:02:06',
    from: '10:02:05',
    count: 5,
    every: 21,
    portrait: true,
  },
  { body: 'third', scene: 'forest', day: '2025:02:06', from: '13:30:00', count: 6, every: 48 },
  {
    body: 'first',
    scene: 'sea',
    day: '2025:02:07',
    from: '16:52:18',
    count: 7,
    every: 33,
    raw: true,
    place: harbour,
  },
  { body: 'third', scene: 'city', day: '2025:02:07', from: '19:20:47', count: 7, every: 62, place: harbour },
  {
    body: 'third',
    scene: 'lanterns',
    day: '2025:02:07',
    from: '20:05:09',
    count: 5,
    every: 17,
    portrait: true,
  },
  { body: 'second', scene: 'dunes', day: '2025:02:08', from: '09:14:06', count: 6, every: 0.2 },
  { body: 'second', scene: 'dunes', day: '2025:02:08', from: '11:41:33', count: 4, every: 140 },
  { body: 'second', scene: 'lanterns', day: '2025:02:09', from: '23:59:58', count: 3, every: 1 },
  {
    body: 'first',
    scene: 'forest',
    day: '2025:02:09',
    from: '08:08:08',
    count: 3,
    every: 12,
    portrait: true,
    raw: true,
  },
]

export function sampleShots(): Shot[] {
  const counters = { first: 4127, second: 101, third: 2 }
  return job.flatMap((series, at) =>
    Array.from({ length: series.count }, (_, index): Shot => {
      const body = bodies[series.body]
      const number = String(counters[series.body]++)
      return {
        folder: body.folder,
        stem: `${body.prefix}${number.padStart(body.prefix.length > 3 ? 4 : 5, '0')}`,
        scene: series.scene,
        seed: at * 7919 + (series.every < 2 ? 0 : index * 104_729),
        moment: index,
        portrait: series.portrait ?? false,
        raw: series.raw ?? false,
        tags: tagsOf(body, series, index),
      }
    }),
  )
}

function tagsOf(body: Body, series: Series, index: number): WriteTags {
  const { time, subsec } = timeOf(series, index)
  return {
    Make: body.make,
    Model: body.model,
    SerialNumber: body.serial,
    LensModel: body.lens,
    Software: 'Image Space sample card',
    DateTimeOriginal: time,
    CreateDate: time,
    SubSecTimeOriginal: subsec,
    OffsetTimeOriginal: series.day === '2025:02:06' ? '+01:00' : '+09:00',
    ISO: [64, 100, 400, 1600][index % 4]!,
    FNumber: [2.8, 4, 5.6, 8][index % 4]!,
    ExposureTime: ['1/60', '1/125', '1/500', '1/8'][index % 4]!,
    FocalLength: body.focalLength,
    ...(series.portrait ? { 'Orientation#': 6 } : { 'Orientation#': 1 }),
    ...(series.place && {
      GPSLatitude: series.place.lat + index * 0.0003,
      GPSLongitude: series.place.lon + index * 0.0004,
      GPSAltitude: series.place.alt,
      GPSLatitudeRef: 'N',
      GPSLongitudeRef: 'E',
    }),
  }
}

/** Wall clock, also past midnight, without any zone. */
function timeOf(series: Series, index: number): { time: string; subsec: string } {
  const start = Date.parse(`${series.day.replaceAll(':', '-')}T${series.from}Z`)
  const iso = new Date(start + Math.round(index * series.every * 1000)).toISOString()
  return { time: `${iso.slice(0, 10).replaceAll('-', ':')} ${iso.slice(11, 19)}`, subsec: iso.slice(20, 23) }
}

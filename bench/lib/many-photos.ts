import { createHash } from 'node:crypto'
import type { NewPhoto } from '../../src/main/catalog/catalog.ts'
import type { ContentHash, ImportId, VolumeId } from '../../src/shared/ids.ts'
import { emptyMetadata } from '../../src/shared/metadata.ts'

const cameras = [
  ['NIKON CORPORATION', 'NIKON Z 8'],
  ['Canon', 'Canon EOS R5'],
  ['SONY', 'ILCE-7M4'],
  ['FUJIFILM', 'X-T5'],
  ['Apple', 'iPhone 15 Pro'],
] as const
const lenses = [
  '24-70mm f/2.8',
  '70-200mm f/2.8',
  '50mm f/1.8',
  '35mm f/1.4',
  '105mm f/2.8 macro',
  '14-24mm f/2.8',
]
const japanese = ['京都の桜', '東京タワー', '富士山', '夏祭り', '野鳥']
const PHOTOS_PER_DAY = 160
const PHOTOS_PER_FOLDER = 800
const FIRST_DAY = Date.UTC(2008, 0, 3)
const VOCABULARY = 4_000

/** Photo number n of a library as a working photographer's: 17 years, five cameras, words with a long tail. */
export function manyPhotos(volumeId: VolumeId, importId: ImportId | null): (n: number) => NewPhoto {
  return (n) => {
    const random = randomFrom(n)
    const taken = FIRST_DAY + Math.floor(n / PHOTOS_PER_DAY) * 86_400_000 + (n % PHOTOS_PER_DAY) * 240_000
    const time = new Date(taken).toISOString()
    const [make, model] = cameras[Math.floor(random() ** 2 * cameras.length)]!
    const shoot = Math.floor(n / PHOTOS_PER_FOLDER)
    const folder = `Pictures/${time.slice(0, 4)}/${time.slice(0, 10)} ${word(shoot * 7)} ${shoot}`
    const raw = n % 3 !== 0
    return {
      importId,
      files: [
        {
          volumeId,
          folder,
          name: `DSC_${String(n % 10_000).padStart(4, '0')}${n % 20_000 >= 10_000 ? '-2' : ''}.${raw ? 'NEF' : 'JPG'}`,
          role: raw ? 'raw' : 'jpeg',
          bytes: 20_000_000 + Math.floor(random() * 20_000_000),
          mtime: taken,
          sha256: createHash('sha256').update(`photo ${n}`).digest('hex') as ContentHash, // 64 hex digits.
          xxh128: null,
          metadata: {
            ...emptyMetadata,
            fileType: raw ? 'NEF' : 'JPEG',
            mimeType: raw ? 'image/x-nikon-nef' : 'image/jpeg',
            make,
            model,
            lens: lenses[Math.floor(random() * lenses.length)]!,
            serial: '3001234',
            takenAt: `${time.slice(0, 10).replaceAll('-', ':')} ${time.slice(11, 19)}`,
            takenAtSource: 'DateTimeOriginal',
            offset: '+09:00',
            subsec: String(n % 100).padStart(2, '0'),
            iso: 100 * 2 ** Math.floor(random() * 8),
            fNumber: [1.4, 1.8, 2.8, 4, 5.6, 8][Math.floor(random() * 6)]!,
            exposureTime: 1 / 250,
            focalLength: 14 + Math.floor(random() * 186),
            width: 8256,
            height: 5504,
            orientation: 1,
            gpsLat: n % 4 === 0 ? 35 + random() : null,
            gpsLon: n % 4 === 0 ? 135 + random() : null,
            caption: n % 5 === 0 ? words(random, 6) : n % 50 === 1 ? japanese[n % japanese.length]! : null,
          },
          metadataComplete: true,
          embedded: [{ offset: 4096, bytes: 1_500_000, width: 8256, height: 5504 }],
        },
      ],
      initial: {
        rating: n % 6 === 0 ? 1 + (n % 5) : null,
        flag: n % 10 === 0 ? 'pick' : 'none',
        creator: '',
        copyright: '',
        keywords: n % 4 === 0 ? [word(Math.floor(random() ** 3 * VOCABULARY))] : [],
      },
    }
  }
}

/** Common words have low numbers. */
export function word(number: number): string {
  const syllables = [
    'ba',
    'ce',
    'di',
    'fo',
    'gu',
    'ha',
    'je',
    'ki',
    'lo',
    'mu',
    'na',
    'pe',
    'ri',
    'so',
    'tu',
    'va',
  ]
  let text = ''
  for (let rest = (number % VOCABULARY) + 300; rest > 0; rest >>= 4) text += syllables[rest & 15]!
  return text
}

function words(random: () => number, count: number): string {
  return Array.from({ length: count }, () => word(Math.floor(random() ** 2 * VOCABULARY))).join(' ')
}

/** Numbers between 0 and 1 that are the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1)
  return () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d)
    state = Math.imul(state ^ (state >>> 12), 0x297a2d39) + 0x6d2b79f5
    return (state >>> 0) / 2 ** 32
  }
}

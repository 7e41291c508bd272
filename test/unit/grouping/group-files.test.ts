import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { emptyMetadata, type Metadata } from '../../../src/shared/metadata.ts'
import { groupFiles, type ListedFile } from '../../../src/main/grouping/group-files.ts'
import { photosFolder } from '../../fixtures/expected-photos.ts'

interface File extends ListedFile {
  facts?: Partial<Metadata>
}

/** `DCIM/100NIKON/DSC_0001.NEF` as a listed file. */
function listed(path: string, facts?: Partial<Metadata>): File {
  const slash = path.lastIndexOf('/')
  return {
    folder: path.slice(0, Math.max(slash, 0)),
    name: path.slice(slash + 1),
    bytes: 1,
    ...(facts ? { facts } : {}),
  }
}

/** Groups as `role:name` lists, so that a whole expectation is read at a glance. */
function grouped(...files: (string | File)[]): string[] {
  const list = files.map((file) => (typeof file === 'string' ? listed(file) : file))
  const { groups } = groupFiles(list, (file) => (file.facts ? { ...emptyMetadata, ...file.facts } : null))
  return groups.map(({ members }) => members.map(({ file, role }) => `${role}:${file.name}`).join(' '))
}

const at = (second: number, more: Partial<Metadata> = {}): Partial<Metadata> => ({
  takenAt: `2025:02:08 09:14:${String(second).padStart(2, '0')}`,
  takenAtIsUtc: false,
  model: 'NIKON Z 8',
  ...more,
})

describe('files of one exposure', () => {
  it.each<[string, string[], string[]]>([
    ['RAW and JPEG', ['A/D_1.JPG', 'A/D_1.NEF'], ['raw:D_1.NEF jpeg:D_1.JPG']],
    ['RAW and HEIF', ['D_1.NEF', 'D_1.HIF'], ['raw:D_1.NEF heif:D_1.HIF']],
    ['one folder each', ['A/D_1.JPG', 'B/D_1.NEF'], ['jpeg:D_1.JPG', 'raw:D_1.NEF']],
    ['case of a card reader', ['D_1.NEF', 'd_1.jpg'], ['raw:D_1.NEF jpeg:d_1.jpg']],
    ['names that differ only in case', ['D_1.JPG', 'd_1.JPG'], ['jpeg:D_1.JPG', 'jpeg:d_1.JPG']],
    [
      'the RAW goes to the JPEG of its own spelling',
      ['d_1.JPG', 'D_1.JPG', 'd_1.NEF'],
      ['raw:d_1.NEF jpeg:d_1.JPG', 'jpeg:D_1.JPG'],
    ],
    [
      'Unicode forms of one name',
      ['cafe\u0301.NEF', 'caf\u00e9.JPG'],
      ['raw:cafe\u0301.NEF jpeg:caf\u00e9.JPG'],
    ],
    [
      'Unicode forms of two photos',
      ['cafe\u0301.JPG', 'caf\u00e9.JPG'],
      ['jpeg:cafe\u0301.JPG', 'jpeg:caf\u00e9.JPG'],
    ],
    ['Live Photo', ['IMG_1.HEIC', 'IMG_1.MOV'], ['heif:IMG_1.HEIC motion:IMG_1.MOV']],
    ['two clips of a name', ['v.mov', 'v.mp4'], ['video:v.mov', 'video:v.mp4']],
    ['three RAW formats of a name', ['s.arw', 's.cr2', 's.nef'], ['raw:s.arw', 'raw:s.cr2', 'raw:s.nef']],
    [
      'Pixel RAW and JPEG',
      ['PXL_1.RAW-01.COVER.jpg', 'PXL_1.RAW-02.ORIGINAL.dng'],
      ['raw:PXL_1.RAW-02.ORIGINAL.dng jpeg:PXL_1.RAW-01.COVER.jpg'],
    ],
  ])('%s', (_, files, expected) => {
    expect(grouped(...files)).toEqual(expected)
  })

  it('keeps strangers apart when the counter rolled over', () => {
    const raw = listed('D_1.NEF', at(1))
    const year = listed('D_1.JPG', at(1, { takenAt: '2023:06:01 10:00:00' }))
    const other = listed('D_1.JPG', at(1, { model: 'NIKON D70' }))
    expect(grouped(raw, year)).toEqual(['raw:D_1.NEF', 'jpeg:D_1.JPG'])
    expect(grouped(raw, other)).toEqual(['raw:D_1.NEF', 'jpeg:D_1.JPG'])
    expect(grouped(raw, listed('D_1.JPG', at(2)))).toEqual(['raw:D_1.NEF jpeg:D_1.JPG'])
  })

  it('ties a clip to its still by content identifier, and never to another still', () => {
    const still = listed('IMG_1.HEIC', { contentIdentifier: 'A' })
    expect(grouped(still, listed('IMG_1_HEVC.MOV', { contentIdentifier: 'A' }))).toEqual([
      'heif:IMG_1.HEIC motion:IMG_1_HEVC.MOV',
    ])
    expect(grouped(still, listed('IMG_1.MOV', { contentIdentifier: 'B' }))).toEqual([
      'heif:IMG_1.HEIC',
      'video:IMG_1.MOV',
    ])
  })

  it('compares the UTC time of a clip with the local time of a still by the day only', () => {
    const still = listed('P_1.JPG', at(0))
    const utc = { takenAtIsUtc: true, takenAt: '2025:02:08 00:14:00' }
    expect(grouped(still, listed('P_1.MOV', utc))).toEqual(['jpeg:P_1.JPG motion:P_1.MOV'])
    expect(grouped(still, listed('P_1.MOV', { ...utc, takenAt: '2025:03:08 00:14:00' }))).toEqual([
      'jpeg:P_1.JPG',
      'video:P_1.MOV',
    ])
  })
})

describe('companions', () => {
  it.each<[string, string[], string[]]>([
    ['sidecar by stem', ['D_1.NEF', 'D_1.xmp'], ['raw:D_1.NEF sidecar:D_1.xmp']],
    ['sidecar by whole name', ['D_1.NEF', 'D_1.NEF.xmp'], ['raw:D_1.NEF sidecar:D_1.NEF.xmp']],
    [
      'both rules at once',
      ['D_1.NEF', 'D_1.xmp', 'D_1.NEF.xmp'],
      ['raw:D_1.NEF sidecar:D_1.xmp sidecar:D_1.NEF.xmp'],
    ],
    [
      'whole name decides between photos of one stem',
      ['s.arw', 's.cr2', 's.cr2.xmp'],
      ['raw:s.arw', 'raw:s.cr2 sidecar:s.cr2.xmp'],
    ],
    ['voice memo', ['D_1.JPG', 'D_1.WAV'], ['jpeg:D_1.JPG audio:D_1.WAV']],
    ['thumbnail of a clip', ['M_1.AVI', 'M_1.THM'], ['video:M_1.AVI other:M_1.THM']],
    [
      'Nikon settings in their folder',
      ['A/D_1.NEF', 'A/NKSC_PARAM/D_1.NEF.nksc'],
      ['raw:D_1.NEF sidecar:D_1.NEF.nksc'],
    ],
    ['Sony XML', ['C0001.MP4', 'C0001M01.XML'], ['video:C0001.MP4 sidecar:C0001M01.XML']],
    ['unknown kind with the name of a photo', ['D_1.NEF', 'D_1.bak'], ['raw:D_1.NEF other:D_1.bak']],
  ])('%s', (_, files, expected) => {
    expect(grouped(...files)).toEqual(expected)
  })

  it('gives back what belongs to no photo', () => {
    const { groups, orphans } = groupFiles([listed('a.xmp'), listed('AUTPRINT.MRK'), listed('b.JPG')])
    expect(groups).toHaveLength(1)
    expect(orphans.map((file) => file.name)).toEqual(['a.xmp', 'AUTPRINT.MRK'])
  })

  it('takes a file without an extension for what its content is', () => {
    const { groups } = groupFiles([{ ...listed('noextension'), kind: 'jpeg' as const }])
    expect(groups[0]?.members[0]?.role).toBe('jpeg')
  })
})

describe('versions', () => {
  const original = listed('D_1.NEF', at(1, { subsec: '40' }))

  it.each([
    'D_1-Edit.tif',
    'D_1-Edit-2.tif',
    'D_1_edited.jpg',
    'D_1 (1).jpg',
    'D_1-2.jpg',
    'D_1~2.jpg',
    'D_1-HDR.dng',
    'D_1.tif',
    'D_1.dng',
  ])('%s with the same time is a version', (name) => {
    expect(grouped(original, listed(name, at(1, { subsec: '4' })))).toEqual([`raw:D_1.NEF version:${name}`])
  })

  it('needs the same time, and the subsecond where both know it', () => {
    expect(grouped(original, listed('D_1-Edit.tif', at(2)))).toHaveLength(2)
    expect(grouped(original, listed('D_1-Edit.tif', at(1, { subsec: '70' })))).toHaveLength(2)
    expect(grouped('D_1.NEF', 'D_1-Edit.tif')).toHaveLength(2)
  })

  it('brings its own sidecar along', () => {
    expect(grouped(original, listed('D_1-Edit.tif', at(1)), 'D_1-Edit.xmp', 'D_1.xmp')).toEqual([
      'raw:D_1.NEF sidecar:D_1.xmp version:D_1-Edit.tif sidecar:D_1-Edit.xmp',
    ])
  })

  it('hangs a version of a version on the original', () => {
    const files = ['D_1-Edit-Edit.jpg', 'D_1-Edit.tif', 'D_1.jpg'].map((name) => listed(name, at(1)))
    expect(grouped(...files)).toEqual(['jpeg:D_1.jpg version:D_1-Edit-Edit.jpg version:D_1-Edit.tif'])
  })

  it('does not take a second shot of the same second on a phone for a version', () => {
    const shot = '20250208_091401'
    expect(grouped(listed(`${shot}.jpg`, at(1)), listed(`${shot}_1.jpg`, at(1)))).toHaveLength(2)
    expect(
      grouped(listed(`${shot}.jpg`, at(1, { subsec: '5' })), listed(`${shot}_1.jpg`, at(1, { subsec: '5' }))),
    ).toHaveLength(1)
  })

  it('never takes a camera RAW for a version', () => {
    expect(grouped(original, listed('D_1-2.NEF', at(1, { subsec: '40' })))).toHaveLength(2)
  })

  it('follows OriginalDocumentID across folders and names, with the same time', () => {
    const raw = listed('2025/D_1.NEF', at(1, { documentId: 'X', originalDocumentId: 'X' }))
    const edited = { documentId: 'Y', originalDocumentId: 'X' }
    expect(grouped(raw, listed('Edited/heron final.tif', at(1, edited)))).toEqual([
      'raw:D_1.NEF version:heron final.tif',
    ])
    expect(grouped(raw, listed('Edited/heron final.tif', at(5, edited)))).toHaveLength(2)
  })

  it('knows the edited picture of an iPhone', () => {
    expect(grouped(listed('IMG_1234.HEIC', at(1)), listed('IMG_E1234.HEIC', at(1)), 'IMG_1234.AAE')).toEqual([
      'heif:IMG_1234.HEIC sidecar:IMG_1234.AAE version:IMG_E1234.HEIC',
    ])
  })
})

describe('a memory card', () => {
  it('groups as its description says', () => {
    const card = cardListing()
    const { groups, orphans, ignored } = groupFiles(card.files)
    const groupOf = (path: string) =>
      groups.find(({ members }) => members.some(({ file }) => pathOf(file) === path))
    for (const [a, b] of card.pairs) expect(groupOf(a), `${a} with ${b}`).toBe(groupOf(b))
    const alone = new Set([...orphans, ...ignored].map(pathOf))
    for (const path of card.mustNotBeImported) expect(alone).toContain(path)
    expect(groups).toHaveLength(card.photos)
  })
})

function pathOf(file: ListedFile): string {
  return file.folder === '' ? file.name : `${file.folder}/${file.name}`
}

interface CardListing {
  files: ListedFile[]
  pairs: [string, string][]
  mustNotBeImported: string[]
  photos: number
}

/** The card of ../shared/photos where it is, else one of its kind. */
function cardListing(): CardListing {
  const manifest = join(photosFolder, 'MANIFEST.json')
  if (!existsSync(manifest)) return smallCard()
  // The manifest's shape, as its README tells.
  const { card } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    card: Record<'rawJpegPairs' | 'livePhotos' | 'stillAndClip', [string, string][]> &
      Record<'sidecars' | 'companions', Record<string, string>> & { mustNotBeImported: string[] }
  }
  const root = join(photosFolder, 'card')
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  return {
    files: entries.map((entry) => ({ folder: relative(root, entry.parentPath), name: entry.name, bytes: 1 })),
    pairs: [
      ...card.rawJpegPairs,
      ...card.livePhotos,
      ...card.stillAndClip,
      ...Object.entries(card.sidecars),
      ...Object.entries(card.companions),
    ],
    mustNotBeImported: card.mustNotBeImported,
    photos: 28,
  }
}

function smallCard(): CardListing {
  const pairs: [string, string][] = [
    ['DCIM/100NIKON/DSC_0001.NEF', 'DCIM/100NIKON/DSC_0001.JPG'],
    ['DCIM/101CANON/MVI_0314.AVI', 'DCIM/101CANON/MVI_0314.THM'],
  ]
  const mustNotBeImported = [
    '.DS_Store',
    '.Trashes/501/DSC_0002.JPG',
    'DCIM/100NIKON/._DSC_0001.JPG',
    'System Volume Information/IndexerVolumeGuid',
  ]
  return {
    files: [...pairs.flat(), ...mustNotBeImported].map((path) => listed(path)),
    pairs,
    mustNotBeImported,
    photos: 2,
  }
}

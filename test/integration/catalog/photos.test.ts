import { expect, test } from 'vitest'
import { Kind, State } from '../../../src/shared/columns.ts'
import {
  addSomePhotos,
  contentHash,
  found,
  metadata,
  newFile,
  newPhoto,
  temporaryLibrary,
} from './temporary-library.ts'

test('a new photo is in the columns, the views, the search and its detail, and still is after a restart', async () => {
  const library = await temporaryLibrary()
  const { volumeId } = library
  const [id] = await library.catalog.addPhotos([
    newPhoto(
      [
        newFile(volumeId, 'DSC_0412.NEF', {
          folder: 'pictures/2025/京都',
          bytes: 30_000_000,
          sha256: contentHash(1),
          metadata: metadata({
            make: 'NIKON CORPORATION',
            model: 'NIKON Z 8',
            lens: 'NIKKOR Z 50mm f/1.8 S',
            takenAt: '2025:02:08 09:14:06',
            subsec: '25',
            iso: 6400,
            fNumber: 1.8,
            focalLength: 50,
            gpsLat: 35,
            gpsLon: 135,
            rating: 3,
            label: 'Red',
            keywords: ['Bird', '野鳥'],
            caption: '京都の桜',
          }),
        }),
        newFile(volumeId, 'DSC_0412.JPG', { folder: 'pictures/2025/京都', bytes: 8_000_000 }),
      ],
      { flag: 'pick', creator: 'A. Photographer', keywords: ['job 7', 'bird'] },
    ),
  ])
  for (let round = 0; round < 2; round++) {
    const { catalog } = library
    const { columns } = catalog
    expect(columns.length).toBe(1)
    expect(columns.day[0]).toBe(Date.UTC(2025, 1, 8) / 86_400_000)
    expect(columns.minute[0]).toBe(9 * 60 + 14)
    expect(columns.rating[0]).toBe(3)
    expect(columns.kind[0]).toBe(Kind.raw | Kind.jpeg)
    expect(columns.state[0]).toBe(State.gps | State.caption)
    for (const search of [
      '京都', '桜', 'dsc_0412', '0412.nef', 'z8', 'nikkor', 'bird', '野', 'job', 'camera:z8 lens:50mm', 'iso:>3200 f:<2.8',
      'focal:35..85', 'date:2025-02', 'keyword:BIRD', 'type:raw', 'has:gps -missing:caption', 'folder:2025', 'label:red',
      'flag:pick rating:>=3', '"京都の桜"',
    ]) expect(await found(library, search), search).toEqual([id]) // prettier-ignore
    for (const search of [
      'tokyo', 'iso:<6400', 'f:>1.8', '-京都', '-camera:z8', 'type:video', 'missing:gps', 'date:2024', 'keyword:bir',
      'flag:reject', 'label:none',
    ]) expect(await found(library, search), search).toEqual([]) // prettier-ignore
    expect(await catalog.cells([0])).toEqual([
      {
        slot: 0,
        id,
        name: 'DSC_0412.JPG',
        title: '',
        badge: 'R+J',
        takenAt: '2025:02:08 09:14:06',
        durationSeconds: null,
      },
    ])
    const detail = await catalog.detail(id!)
    expect(detail).toMatchObject({
      name: 'DSC_0412.JPG',
      rating: 3,
      flag: 'pick',
      label: 'red',
      caption: '京都の桜',
      creator: 'A. Photographer',
      keywords: ['Bird', 'job 7', '野鳥'],
    })
    expect(detail.metadata).toMatchObject({ model: 'NIKON Z 8', iso: 6400 })
    expect(detail.files.map((file) => file.path)).toEqual([
      '/media/disk/pictures/2025/京都/DSC_0412.NEF',
      '/media/disk/pictures/2025/京都/DSC_0412.JPG',
    ])
    expect(catalog.slotOf(id!)).toBe(0)
    expect(await catalog.facets({ kind: 'all' })).toEqual({
      cameras: [{ name: 'NIKON Z 8', count: 1 }],
      lenses: [{ name: 'NIKKOR Z 50mm f/1.8 S', count: 1 }],
      types: [
        { name: 'raw', count: 1 },
        { name: 'jpeg', count: 1 },
      ],
      years: [{ year: 2025, count: 1 }],
    })
    expect(await catalog.folders()).toEqual([
      { volumeId, path: '', name: '', count: 1 },
      { volumeId, path: 'pictures', name: 'pictures', count: 1 },
      { volumeId, path: 'pictures/2025', name: '2025', count: 1 },
      { volumeId, path: 'pictures/2025/京都', name: '京都', count: 1 },
    ])
    await library.reopen()
  }
})

test('the same photos added again are the same photos', async () => {
  const library = await temporaryLibrary()
  const first = await addSomePhotos(library, 20)
  expect(await addSomePhotos(library, 30)).toEqual([...first, ...(await found(library, '')).slice(20)])
  expect(library.catalog.columns.length).toBe(30)
})

test('a photo has its shape from its metadata until a preview tells it, and keeps it where none can be made', async () => {
  const library = await temporaryLibrary()
  const { catalog, volumeId } = library
  const upright = metadata({ width: 6000, height: 4000, orientation: 6 })
  const [id] = await catalog.addPhotos([newPhoto([newFile(volumeId, 'a.jpg', { metadata: upright })])])
  expect(catalog.columns.aspect[0]).toBe(Math.round((4000 / 6000) * 4096))
  const picture = { photoId: id!, colour: 0, hasPreview: false, problem: 'cannot-decode' }
  await catalog.setPictures([{ ...picture, width: 0, height: 0 }])
  expect(catalog.columns.aspect[0]).toBe(Math.round((4000 / 6000) * 4096))
  await catalog.setPictures([{ ...picture, width: 512, height: 512, hasPreview: true, problem: null }])
  expect(catalog.columns.aspect[0]).toBe(4096)
})

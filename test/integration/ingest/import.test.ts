import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { verifyFolder } from '../../../src/main/ingest/verify-folder.ts'
import { importCard, importOptions, openIngestKit, temporaryFolder } from '../../fixtures/ingest-kit.ts'
import { makeJpeg } from '../../fixtures/make-jpeg.ts'
import { makeSmallCard } from '../../fixtures/small-card.ts'
import { treeHash } from '../../fixtures/tree-hash.ts'

const filesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !path.startsWith('ascmhl/'))
    .sort()

test('copies every file to two volumes, proves it, and calls the card safe to format', async () => {
  using folder = temporaryFolder('import')
  const [card, first, second] = ['card', 'studio', 'archive'].map((name) => join(folder.path, name)) as [
    string,
    string,
    string,
  ]
  for (const path of [card, first, second]) mkdirSync(path)
  await makeSmallCard(card)
  const before = treeHash(card)
  await using kit = await openIngestKit(join(folder.path, 'library'), [card, first, second])

  const { report } = await importCard(kit, card, importOptions(first, { second, job: 'Trip' }))

  expect(report).toMatchObject({
    photos: 8,
    files: 10,
    copied: 10,
    alreadyImported: 0,
    failed: [],
    verdict: 'safe to format',
    reasons: [],
  })
  expect(filesBelow(first)).toEqual(filesBelow(second))
  expect(filesBelow(first)).toContain('2025/2025-02-08 Trip/DSC_0002.xmp')
  expect(filesBelow(first)).toContain('2025/2025-02-09 Trip/DSC_0006.JPG')
  expect(existsSync(join(first, '.incoming'))).toBe(false)
  expect(treeHash(card)).toBe(before)
  for (const path of [first, second]) {
    expect(await verifyFolder(path)).toEqual({ files: 10, ok: 10, changed: [], missing: [], unlisted: [] })
  }
  const photo = await kit.catalog.detail(kit.catalog.idOf(0)!)
  expect(photo.files[0]!.copies.map((copy) => copy.volumeName).sort()).toEqual(['archive', 'studio'])
})

test('one destination gives the amber verdict, and the same card again has nothing new', async () => {
  using folder = temporaryFolder('again')
  const [card, to] = [join(folder.path, 'card'), join(folder.path, 'pictures')]
  await makeSmallCard(card)
  await using kit = await openIngestKit(join(folder.path, 'library'))

  const once = await importCard(kit, card, importOptions(to))
  expect(once.report).toMatchObject({ copied: 10, verdict: 'one copy' })
  expect(once.report!.reasons).toEqual([{ key: 'second-place-missing', params: {} }])

  const again = await importCard(kit, card, importOptions(to))
  expect(again.report).toMatchObject({ photos: 8, copied: 0, alreadyImported: 8, failed: [], manifests: [] })
  expect(filesBelow(to)).toHaveLength(10)
})

test('a card with the same names and other content is copied under other numbers, overwriting nothing', async () => {
  using folder = temporaryFolder('names')
  const [one, two, to] = ['one', 'two', 'pictures'].map((name) => join(folder.path, name)) as [
    string,
    string,
    string,
  ]
  for (const [path, seed] of [
    [one, 1],
    [two, 50],
  ] as const) {
    mkdirSync(join(path, 'DCIM'), { recursive: true })
    await makeJpeg(join(path, 'DCIM', 'DSC_0001.JPG'), { seed })
    writeFileSync(
      join(path, 'DCIM', 'DSC_0001.xmp'),
      `<x:xmpmeta xmlns:x="adobe:ns:meta/">${seed}</x:xmpmeta>`,
    )
  }
  await using kit = await openIngestKit(join(folder.path, 'library'))
  const options = importOptions(to, { template: 'all/{original name}' })
  await importCard(kit, one, options)
  const original = readFileSync(join(to, 'all/DSC_0001.JPG'))

  const { report } = await importCard(kit, two, options)

  expect(report).toMatchObject({ copied: 2, alreadyImported: 0 })
  expect(filesBelow(to)).toEqual([
    'all/DSC_0001-1.JPG',
    'all/DSC_0001-1.xmp',
    'all/DSC_0001.JPG',
    'all/DSC_0001.xmp',
  ])
  expect(readFileSync(join(to, 'all/DSC_0001.JPG'))).toEqual(original)
  expect(readFileSync(join(to, 'all/DSC_0001-1.JPG'))).toEqual(readFileSync(join(two, 'DCIM/DSC_0001.JPG')))
})

test('the same content under another name is recognised, also twice on one card', async () => {
  using folder = temporaryFolder('content')
  const [card, to] = [join(folder.path, 'card'), join(folder.path, 'pictures')]
  mkdirSync(join(card, 'DCIM'), { recursive: true })
  await makeJpeg(join(card, 'DCIM', 'A.JPG'))
  copyFileSync(join(card, 'DCIM', 'A.JPG'), join(card, 'DCIM', 'B.JPG'))
  await using kit = await openIngestKit(join(folder.path, 'library'))

  const { report } = await importCard(kit, card, importOptions(to))

  expect(report).toMatchObject({ photos: 2, copied: 1, alreadyImported: 1 })
  expect(filesBelow(to)).toHaveLength(1)
})

test('a new library takes over files that lie in the destination already, without a second copy', async () => {
  using folder = temporaryFolder('takeover')
  const [card, to] = [join(folder.path, 'card'), join(folder.path, 'pictures')]
  await makeSmallCard(card)
  {
    await using kit = await openIngestKit(join(folder.path, 'library one'))
    await importCard(kit, card, importOptions(to))
  }
  await using kit = await openIngestKit(join(folder.path, 'library two'))
  const { report } = await importCard(kit, card, importOptions(to))
  expect(report).toMatchObject({ photos: 8, files: 10, alreadyImported: 0, failed: [] })
  expect(filesBelow(to)).toHaveLength(10)
  expect(await verifyFolder(to)).toMatchObject({ ok: 10, changed: [], missing: [], unlisted: [] })
})

test('what was chosen on the card comes along; rejected and left out photos stay there', async () => {
  using folder = temporaryFolder('marks')
  const [card, to] = [join(folder.path, 'card'), join(folder.path, 'pictures')]
  await makeSmallCard(card)
  await using kit = await openIngestKit(join(folder.path, 'library'))
  const { cardId } = await kit.cards.open(card)
  kit.cards.mark(cardId, [0], { flag: 'pick', rating: 5 })
  kit.cards.mark(cardId, [3], { flag: 'reject' })
  kit.cards.mark(cardId, [4], { selected: false })

  const { report } = await importCard(
    kit,
    card,
    importOptions(to, { creator: 'Aya', keywords: ['still life'] }),
  )

  expect(report).toMatchObject({ photos: 6, copied: 8 })
  expect(report!.reasons).toContainEqual({ key: 'left-out', params: { count: 1 } })
  const names = filesBelow(to).map((path) => path.split('/').at(-1))
  expect(names).not.toContain('DSC_0004.JPG')
  expect(names).not.toContain('DSC_0005.JPG')
  const all = await Promise.all(
    [...Array(6).keys()].map((slot) => kit.catalog.detail(kit.catalog.idOf(slot)!)),
  )
  expect(all.find((photo) => photo.name === 'DSC_0001.JPG')).toMatchObject({
    rating: 5,
    flag: 'pick',
    creator: 'Aya',
    keywords: ['still life'],
  })
})

test('a companion that was forgotten the first time joins its photo', async () => {
  using folder = temporaryFolder('companion')
  const [card, to] = [join(folder.path, 'card'), join(folder.path, 'pictures')]
  mkdirSync(join(card, 'DCIM'), { recursive: true })
  await makeJpeg(join(card, 'DCIM', 'DSC_0001.JPG'))
  await using kit = await openIngestKit(join(folder.path, 'library'))
  await importCard(kit, card, importOptions(to))
  for (const { cardId } of kit.cards.list()) await kit.cards.close(cardId)
  writeFileSync(join(card, 'DCIM', 'DSC_0001.WAV'), 'RIFFvoice')

  const { report } = await importCard(kit, card, importOptions(to))

  expect(report).toMatchObject({ photos: 1, failed: [] })
  const photo = await kit.catalog.detail(kit.catalog.idOf(0)!)
  expect(photo.files.map((file) => file.name).sort()).toEqual(['DSC_0001.JPG', 'DSC_0001.WAV'])
  expect(kit.catalog.idOf(1)).toBeNull()
})

test('two cards at once into the same folders keep both', async () => {
  using folder = temporaryFolder('two')
  const [one, two, to] = ['one', 'two', 'pictures'].map((name) => join(folder.path, name)) as [
    string,
    string,
    string,
  ]
  await makeSmallCard(one)
  cpSync(one, two, { recursive: true })
  for (let index = 1; index <= 5; index++) {
    await makeJpeg(join(two, `DCIM/100NIKON/DSC_000${index}.JPG`), { seed: 100 + index })
  }
  await using kit = await openIngestKit(join(folder.path, 'library'))

  const results = await Promise.all([one, two].map((card) => importCard(kit, card, importOptions(to))))

  expect(results.map(({ error }) => error)).toEqual([null, null])
  const check = await verifyFolder(to)
  expect(check).toMatchObject({ changed: [], missing: [], unlisted: [] })
  // 8 photos of the first card; 5 other ones of the second. A file of both may be copied by whichever came first.
  const pictures = filesBelow(to).filter((path) => path.endsWith('.JPG'))
  expect(pictures).toHaveLength(13)
})

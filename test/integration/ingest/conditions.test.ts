import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { verifyFolder } from '../../../src/main/ingest/verify-folder.ts'
import {
  cardRead,
  importCard,
  importOptions,
  type IngestKit,
  jobEnd,
  openIngestKit,
  resumeImport,
  temporaryFolder,
} from '../../fixtures/ingest-kit.ts'
import { makeJpeg } from '../../fixtures/make-jpeg.ts'
import { makeSmallCard } from '../../fixtures/small-card.ts'

/** Photos of about half a megabyte each, so that something is still to do when something happens. */
async function makeCard(root: string, photos: number): Promise<void> {
  mkdirSync(join(root, 'DCIM'), { recursive: true })
  for (let index = 1; index <= photos; index++) {
    const path = join(root, 'DCIM', `DSC_${String(index).padStart(4, '0')}.JPG`)
    await makeJpeg(path, { seed: index, width: 60, height: 40 })
    truncateSync(path, 500_000)
  }
}

/** Calls back once, when the first photos of an import are in the catalog. */
function onFirstCommit(kit: IngestKit, then: () => void): void {
  const off = kit.catalog.onChange(({ membership }) => {
    if (!membership) return
    off()
    then()
  })
}

async function startImport(kit: IngestKit, card: string, options: ReturnType<typeof importOptions>) {
  const { cardId } = await kit.cards.open(card)
  await cardRead(kit, cardId)
  return { cardId, ...(await kit.cards.start(cardId, options)) }
}

const photosIn = (kit: IngestKit) => kit.catalog.columns.length

test('a card pulled half-way: what is complete stays, and it goes on when the card is back', async () => {
  using folder = temporaryFolder('pulled')
  const [card, to] = [join(folder.path, 'card'), join(folder.path, 'pictures')]
  await makeCard(card, 60)
  await using kit = await openIngestKit(join(folder.path, 'library'))
  onFirstCommit(kit, () => renameSync(card, `${card}.pulled`))

  const { error, importId } = await importCard(kit, card, importOptions(to))

  expect(error).toMatchObject({ code: 'card-removed', params: { done: photosIn(kit), total: 60 } })
  expect(kit.cards.list()[0]).toMatchObject({ state: 'removed', error: { code: 'card-removed' } })
  expect(photosIn(kit)).toBeGreaterThan(0)
  expect(photosIn(kit)).toBeLessThan(60)
  await expect(kit.cards.resume(importId)).rejects.toMatchObject({ code: 'card-missing' })

  renameSync(`${card}.pulled`, card)
  const { report } = await resumeImport(kit, importId)
  expect(report).toMatchObject({ photos: 60, copied: 60, failed: [] })
  expect(await verifyFolder(to)).toMatchObject({ ok: 60, missing: [], unlisted: [] })
  expect(existsSync(join(to, '.incoming'))).toBe(false)
})

test('another card in the same place does not continue the import of the first', async () => {
  using folder = temporaryFolder('changed')
  const [card, to] = [join(folder.path, 'card'), join(folder.path, 'pictures')]
  await makeCard(card, 60)
  await using kit = await openIngestKit(join(folder.path, 'library'))
  onFirstCommit(kit, () => renameSync(card, `${card}.pulled`))
  const { importId } = await importCard(kit, card, importOptions(to))
  await makeCard(card, 3)
  await expect(kit.cards.resume(importId)).rejects.toMatchObject({ code: 'card-changed' })
})

test('an engine that ends in the middle goes on in the next run', async () => {
  using folder = temporaryFolder('stopped')
  const [card, to, library] = ['card', 'pictures', 'library'].map((name) => join(folder.path, name)) as [
    string,
    string,
    string,
  ]
  await makeCard(card, 60)
  {
    await using kit = await openIngestKit(library)
    const committed = new Promise<void>((resolve) => onFirstCommit(kit, resolve))
    await startImport(kit, card, importOptions(to))
    await committed
  }
  await using kit = await openIngestKit(library)
  const [interrupted] = await kit.catalog.imports()
  expect(interrupted).toMatchObject({ state: 'interrupted' })
  const before = photosIn(kit)
  const { report } = await resumeImport(kit, interrupted!.id)
  expect(before).toBeLessThan(60)
  expect(report).toMatchObject({ photos: 60, copied: 60, failed: [] })
  expect(photosIn(kit)).toBe(60)
})

test('pause holds the copy, resume goes on', async () => {
  using folder = temporaryFolder('pause')
  const [card, to] = [join(folder.path, 'card'), join(folder.path, 'pictures')]
  await makeCard(card, 40)
  await using kit = await openIngestKit(join(folder.path, 'library'))
  const { jobId, cardId, importId } = await startImport(kit, card, importOptions(to))
  kit.jobs.pause(jobId)
  expect(kit.cards.list().find((open) => open.cardId === cardId)!.state).toBe('paused')
  // Photos already under way reach the catalog; a further one would need the pause to end.
  await kit.catalog.volumes()
  expect(photosIn(kit)).toBeLessThan(40)
  kit.jobs.resume(jobId)
  expect((await jobEnd(kit, jobId)).state).toBe('done')
  expect(await kit.catalog.importReport(importId)).toMatchObject({ copied: 40 })
})

test('cancel keeps what is complete, with its manifest, and calls the card not safe', async () => {
  using folder = temporaryFolder('cancel')
  const [card, to] = [join(folder.path, 'card'), join(folder.path, 'pictures')]
  await makeCard(card, 60)
  await using kit = await openIngestKit(join(folder.path, 'library'))
  const { jobId, importId } = await startImport(kit, card, importOptions(to))
  onFirstCommit(kit, () => kit.jobs.cancel(jobId))
  expect((await jobEnd(kit, jobId)).state).toBe('cancelled')
  const report = await kit.catalog.importReport(importId)
  expect(report).toMatchObject({ verdict: 'not safe' })
  expect(report!.copied).toBe(photosIn(kit))
  expect(report!.copied).toBeLessThan(60)
  expect(await verifyFolder(to)).toMatchObject({ ok: report!.copied, missing: [], unlisted: [] })
  expect(existsSync(join(to, '.incoming'))).toBe(false)

  const rest = await importCard(kit, card, importOptions(to))
  expect(rest.report).toMatchObject({
    photos: 60,
    alreadyImported: report!.copied,
    copied: 60 - report!.copied,
  })
})

test('a second place that fails is told file by file; the first has everything; the next import makes up for it', async () => {
  using folder = temporaryFolder('second')
  const [card, to, second] = ['card', 'studio', 'archive'].map((name) => join(folder.path, name)) as [
    string,
    string,
    string,
  ]
  for (const path of [to, second]) mkdirSync(path)
  await makeSmallCard(card)
  writeFileSync(join(second, '2025'), 'a file where the folder should be')
  await using kit = await openIngestKit(join(folder.path, 'library'), [to, second])

  const { report } = await importCard(kit, card, importOptions(to, { second }))
  expect(report).toMatchObject({ copied: 10, verdict: 'not safe' })
  expect(report!.failed.map(({ path }) => path)).toContain('DCIM/100NIKON/DSC_0001.JPG')
  expect(report!.failed[0]!.reason).toMatch(/2025/)
  expect(photosIn(kit)).toBe(8)

  rmSync(join(second, '2025'))
  const again = await importCard(kit, card, importOptions(to, { second }))
  expect(again.report).toMatchObject({ photos: 8, alreadyImported: 8, failed: [], verdict: 'safe to format' })
  expect(photosIn(kit)).toBe(8)
  expect(await verifyFolder(second)).toMatchObject({ ok: 10, missing: [], unlisted: [] })
})

test('what cannot start says why, and touches nothing', async () => {
  using folder = temporaryFolder('refused')
  const card = join(folder.path, 'card')
  await makeSmallCard(card)
  mkdirSync(join(folder.path, 'empty'))
  mkdirSync(join(folder.path, 'edited', 'ascmhl'), { recursive: true })
  writeFileSync(join(folder.path, 'edited', 'ascmhl', '0001_x.mhl'), 'by hand')
  await using kit = await openIngestKit(join(folder.path, 'library'))
  const refused = async (root: string, options: ReturnType<typeof importOptions>) => {
    const { cardId } = await kit.cards.open(root)
    const { problems } = await kit.cards.plan(cardId, options)
    await expect(kit.cards.start(cardId, options)).rejects.toMatchObject({ code: problems[0]!.code })
    return problems.map((problem) => problem.code)
  }
  const to = join(folder.path, 'to')
  expect(await refused(card, importOptions(join(card, 'DCIM', 'copies')))).toEqual([
    'destination-inside-card',
  ])
  expect(await refused(card, importOptions(to, { second: to }))).toEqual(['destinations-same-place'])
  expect(await refused(card, importOptions(to, { template: '{yeer}' }))).toEqual(['template-invalid'])
  expect(await refused(card, importOptions('/nowhere/at/all'))).toEqual(['folder-missing'])
  expect(await refused(card, importOptions(join(card, 'DCIM/100NIKON/DSC_0001.JPG')))).not.toEqual([])
  expect(await refused(card, importOptions(join(folder.path, 'edited')))).toEqual(['manifest-invalid'])
  expect(await refused(join(folder.path, 'empty'), importOptions(to))).toEqual(['card-empty'])
  expect(existsSync(to)).toBe(false)
  await expect(kit.cards.open(join(folder.path, 'gone'))).rejects.toMatchObject({ code: 'folder-missing' })
})

test('more than fits is refused before the copy, with the amount that is missing', async () => {
  using folder = temporaryFolder('large')
  const card = join(folder.path, 'card')
  mkdirSync(join(card, 'DCIM'), { recursive: true })
  writeFileSync(join(card, 'DCIM', 'MVI_0001.MOV'), '')
  // Sparse: it takes no space here, but would where it is copied to.
  truncateSync(join(card, 'DCIM', 'MVI_0001.MOV'), 9_000_000_000_000)
  await using kit = await openIngestKit(join(folder.path, 'library'))
  const { cardId } = await kit.cards.open(card)
  const plan = await kit.cards.plan(cardId, importOptions(join(folder.path, 'to')))
  expect(plan.problems).toMatchObject([
    { code: 'disk-full', params: { missing: expect.stringMatching(/^[\d.]+ TB$/) as string } },
  ])
})

test('a disk that fills up during the copy, or is read-only', async () => {
  using folder = temporaryFolder('full')
  const [card, disk] = [join(folder.path, 'card'), join(folder.path, 'disk')]
  await makeCard(card, 60)
  mkdirSync(disk)
  using _mounted = smallDisk(disk)
  await using kit = await openIngestKit(join(folder.path, 'library'), [disk])
  const filler = join(disk, 'filler')
  const options = importOptions(join(disk, 'pictures'))
  mkdirSync(options.to)

  if (isMounted(disk)) {
    onFirstCommit(kit, () => fillUp(filler))
    const { error, importId } = await importCard(kit, card, options)
    expect(error).toMatchObject({
      code: 'disk-full',
      params: { missing: expect.stringMatching(/ [KM]B$/) as string },
    })
    const complete = photosIn(kit)
    expect(complete).toBeLessThan(60)
    rmSync(filler)
    const { report } = await resumeImport(kit, importId)
    expect(report).toMatchObject({ photos: 60, copied: 60, failed: [] })
    expect(await verifyFolder(options.to)).toMatchObject({ ok: 60, missing: [], unlisted: [] })
    expect(spawnSync('mount', ['-o', 'remount,ro', disk]).status).toBe(0)
  } else {
    // Without the right to mount, permissions make the folder read-only.
    chmodSync(options.to, 0o555)
  }
  const { cardId } = await kit.cards.open(card)
  await cardRead(kit, cardId)
  await expect(kit.cards.start(cardId, options)).rejects.toMatchObject({ code: 'folder-not-writable' })
  chmodQuietly(options.to)
})

/** Writes until the disk takes no more. */
function fillUp(path: string): void {
  const file = openSync(path, 'w')
  const block = Buffer.alloc(1_000_000)
  try {
    for (;;) writeSync(file, block)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  } finally {
    closeSync(file)
  }
}

function smallDisk(path: string): Disposable {
  const mounted =
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=100m', 'image-space-test', path]).status === 0
  return { [Symbol.dispose]: () => void (mounted && spawnSync('umount', ['-l', path])) }
}

function isMounted(path: string): boolean {
  return spawnSync('mountpoint', ['-q', path]).status === 0
}

function chmodQuietly(path: string): void {
  if (!isMounted(join(path, '..')) && readdirSync(path).length === 0) chmodSync(path, 0o755)
}

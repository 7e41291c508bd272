import { noSpace } from '../test/fixtures/memory-catalog.ts'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exiftoolPath } from 'exiftool-vendored'
import { createPreviewService } from '../src/main/previews/create-preview-service.ts'
import { createVolumeService } from '../src/main/volumes/create-volume-service.ts'
import { openIngestKit } from '../test/fixtures/ingest-kit.ts'
import { evict, linkedCard } from './lib/card-files.ts'
import { compareRounds, median } from './lib/rounds.ts'

const PHOTOS = 2_000
/** Pictures on the first screen of the import. */
const SCREEN = 40
const WITHIN_SECONDS = 1

const card = await linkedCard(PHOTOS)
const home = mkdtempSync(join(tmpdir(), 'image-space-card-open-'))
const exiftool = await exiftoolPath()
const first = readdirSync(join(card, 'DCIM', '100NIKON'))
  .sort()
  .slice(0, SCREEN)
  .map((name) => join(card, 'DCIM', '100NIKON', name))
const seconds: number[] = []
const onBug = (error: unknown) => {
  throw error
}

console.log(`a card of ${PHOTOS} JPEGs of 24 megapixels, to ${SCREEN} thumbnails; the screen's files cold`)
const kit = await openIngestKit(join(home, 'library'))
const volumes = await createVolumeService({ catalog: kit.catalog, onBug })
const previews = createPreviewService({
  catalog: kit.catalog,
  volumes,
  space: noSpace,
  jobs: kit.jobs,
  storePath: join(home, 'previews'),
  onBug,
})
await openCard()
const faster = await compareRounds({
  items: 1,
  unit: 'screens',
  reach: 1,
  ours: {
    name: 'ours, from opening',
    before: cold,
    async run() {
      const start = performance.now()
      await openCard()
      seconds.push((performance.now() - start) / 1000)
    },
  },
  peer: {
    name: 'exiftool -b -ThumbnailImage',
    before: cold,
    run() {
      execFileSync(exiftool, ['-b', '-ThumbnailImage', ...first], { maxBuffer: 1 << 28 })
      return Promise.resolve()
    },
  },
})
const within = median(seconds)
console.log(
  `  to the first screen: ${within.toFixed(2)} s (reach ${WITHIN_SECONDS} s): reach: ${within <= WITHIN_SECONDS ? 'yes' : 'no'}`,
)
await previews.close()
await volumes.close()
await kit[Symbol.asyncDispose]()
rmSync(home, { recursive: true, force: true })
process.exitCode = faster && within <= WITHIN_SECONDS ? 0 : 1

async function openCard(): Promise<void> {
  const { cardId } = await kit.cards.open(card)
  const items = kit.cards.items(cardId, 0, SCREEN)
  const pictures = await Promise.all(
    items.map((item) => previews.ofFile(kit.cards.pictureFile(cardId, item.index), 'grid')),
  )
  if (pictures.length !== SCREEN) throw new Error(`${pictures.length} thumbnails`)
}

/** The last card is closed, so that the next opening begins anew; its files leave the page cache. */
async function cold(): Promise<void> {
  for (const open of kit.cards.list()) await kit.cards.close(open.cardId)
  await evict(first)
}

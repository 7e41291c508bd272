import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NewPhoto } from '../src/main/catalog/catalog.ts'
import { openCatalog } from '../src/main/catalog/open-catalog.ts'
import { manyPhotos } from './lib/many-photos.ts'
import { compareRounds, median } from './lib/rounds.ts'

/**
 * Photos added through the one write path (row, registers, operations, search index; synchronous=FULL), 500 in each
 * transaction, against one in each. Reach: 5x, and 10,000 photos/s. Then: 10,000 ratings in one action, and undo of it.
 */
const OURS = 10_000
const PEER = 400
const BATCH = 500
const REACH_PER_SECOND = 10_000
const REACH_UNDO_MS = 300

const folder = mkdtempSync(join(tmpdir(), 'image-space-catalog-bench-'))
const { catalog } = await openCatalog({ path: join(folder, 'catalog.db'), backups: join(folder, 'backups') })
const volumeId = await catalog.volumeSeen({
  key: 'disk',
  name: 'Disk',
  mountPath: '/disk',
  fileSystem: 'ext4',
})
const photo = manyPhotos(volumeId, null)
let next = 0
const rates: number[] = []

/** Making the photos is not what is measured. */
const prepared = (count: number): NewPhoto[] => Array.from({ length: count }, () => photo(next++))
let batch: NewPhoto[] = []

const reached = await compareRounds({
  items: { ours: OURS, peer: PEER },
  unit: 'photos',
  reach: 5,
  ours: {
    name: `${BATCH} a transaction`,
    run: async () => {
      batch = prepared(OURS)
      const start = performance.now()
      await add(batch, BATCH)
      rates.push(OURS / ((performance.now() - start) / 1000))
    },
  },
  peer: { name: 'one a transaction', run: () => add(prepared(PEER), 1) },
})
const rate = median(rates)
console.log(
  `  ${rate.toFixed(0)} photos/s (reach ${REACH_PER_SECOND}): reach: ${rate >= REACH_PER_SECOND ? 'yes' : 'no'}`,
)

const slots = Array.from({ length: 10_000 }, (_, slot) => slot)
const times = { apply: [] as number[], undo: [] as number[] }
for (let round = 1; round <= 5; round++) {
  await catalog.apply({ kind: 'photos', photos: { slots }, change: { field: 'rating', value: 5 } })
  await catalog.undo()
  times.apply.push(await milliseconds(() => catalog.redo()))
  times.undo.push(await milliseconds(() => catalog.undo()))
  console.log(
    `  round ${round}: 10,000 ratings ${times.apply.at(-1)!.toFixed(0)} ms, undo ${times.undo.at(-1)!.toFixed(0)} ms`,
  )
}
const undo = median(times.undo)
console.log(
  `  undo of 10,000 ratings: median ${undo.toFixed(0)} ms (reach ${REACH_UNDO_MS} ms): reach: ${undo <= REACH_UNDO_MS ? 'yes' : 'no'}`,
)

await catalog.close()
rmSync(folder, { recursive: true })
process.exitCode = reached && rate >= REACH_PER_SECOND && undo <= REACH_UNDO_MS ? 0 : 1

/** As the import does it: the next batch is sent while one is written. */
async function add(photos: NewPhoto[], size: number): Promise<void> {
  const running: Promise<unknown>[] = []
  for (let at = 0; at < photos.length; at += size)
    running.push(catalog.addPhotos(photos.slice(at, at + size)))
  await Promise.all(running)
}

async function milliseconds(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await run()
  return performance.now() - start
}

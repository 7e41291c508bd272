import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  cardRead,
  importOptions,
  type IngestKit,
  jobEnd,
  openIngestKit,
} from '../test/fixtures/ingest-kit.ts'
import { copiedCard, evict } from './lib/card-files.ts'
import { compareRounds, type Contender } from './lib/rounds.ts'

// Ours: from the start of the copy to the report: one read, SHA-256 and xxh128, fsync, read-back past the page cache,
// names, catalog, manifest. The card is opened before, and then taken out of the page cache, for both sides alike.

const PHOTOS = 100

const card = await copiedCard(PHOTOS)
const files = readdirSync(card, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
const megabytes = files.reduce((sum, path) => sum + statSync(path).size, 0) / 1e6
const home = mkdtempSync(join(tmpdir(), 'image-space-ingest-bench-'))
console.log(`${files.length} JPEGs of 24 megapixels, ${megabytes.toFixed(0)} MB, cold source`)

const shell = (name: string, script: string): Contender => ({
  name,
  before: fresh,
  run: () => {
    execFileSync('sh', ['-ec', script], { env: { ...process.env, CARD: card, TO: join(home, 'to') } })
    return Promise.resolve()
  },
})
const copy = 'cp -r "$CARD" "$TO"; sync -f "$TO"'
const sums = 'find "$CARD" "$TO" -type f -exec sha256sum {} + > /dev/null'

let kit = null as IngestKit | null
const reached: boolean[] = []
const compare = async (title: string, second: boolean, peer: Contender, reach: number) => {
  console.log(title)
  reached.push(await compareRounds({ items: megabytes, unit: 'MB', ours: ours(second), peer, reach }))
}
await compare('one destination, against a durable copy', false, shell('cp + sync -f', copy), 0.45)
await compare(
  'two destinations from one read, against one durable copy',
  true,
  shell('cp + sync -f', copy),
  0.3,
)
await compare(
  'one destination, against copy and checksums',
  false,
  shell('cp, sync, sha256sum', `${copy}; ${sums}`),
  3,
)
await kit?.[Symbol.asyncDispose]()
rmSync(home, { recursive: true, force: true })
process.exitCode = reached.every(Boolean) ? 0 : 1

function ours(second: boolean): Contender {
  let cardId = ''
  return {
    name: second ? 'ours, twice' : 'ours',
    async before() {
      await kit?.[Symbol.asyncDispose]()
      await fresh()
      kit = await openIngestKit(mkdtempSync(join(home, 'library-')))
      cardId = (await kit.cards.open(card)).cardId
      await cardRead(kit, cardId)
      await evict(files)
    },
    async run() {
      const options = importOptions(join(home, 'to'), { second: second ? join(home, 'second') : null })
      const { jobId, importId } = await kit!.cards.start(cardId, options)
      await jobEnd(kit!, jobId)
      const report = await kit!.catalog.importReport(importId)
      if (report?.copied !== files.length) throw new Error(`copied ${report?.copied}`)
      if (report.reasons.some(({ key }) => key === 'files-failed')) throw new Error('files failed')
    },
  }
}

async function fresh(): Promise<void> {
  for (const name of ['to', 'second']) rmSync(join(home, name), { recursive: true, force: true })
  mkdirSync(home, { recursive: true })
  execFileSync('sync', ['-f', home])
  await evict(files)
}

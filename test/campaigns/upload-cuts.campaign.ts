import { cutUploads, mostSentAgain } from '../crash/upload-cuts.ts'
import { seededRandom } from '../fixtures/seeded-random.ts'

// npm run campaign -- upload-cuts [COUNT]: uploads of originals through a line that breaks COUNT times at random bytes. All
// must end whole, with no more than one call's bytes sent again for each break, and leave nothing behind at the server.

const count = Number(process.argv[2] ?? 1_000)
const started = performance.now()
const { cuts, files, mostAgain, wrong, orphans } = await cutUploads(count, seededRandom('upload cuts'))
const seconds = (performance.now() - started) / 1000
for (const name of wrong) console.log(`${name} is not whole`)
console.log(
  `${cuts} interruptions, ${files} files, ${wrong.length} wrong, ${orphans} orphans, ` +
    `at most ${(mostAgain / 2 ** 20).toFixed(1)} MiB sent again each, ${seconds.toFixed(0)} s`,
)
process.exit(wrong.length + orphans === 0 && mostAgain <= mostSentAgain ? 0 : 1)

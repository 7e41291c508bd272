/** Mutated files by the thousand: npm run campaign -- mutated-files [COUNT] [SEED] */
import { mutateFiles } from '../fixtures/mutated-files.ts'
import { previewSetup } from '../fixtures/preview-setup.ts'

const count = Number(process.argv[2] ?? 2_000)
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000)
console.log(`mutated files: ${count}, seed ${seed}`)
const setup = previewSetup()
const report = await mutateFiles({ count, seed, setup })
await setup.end()
console.log(
  `${report.pictures} pictures, ${report.refused} refused, slowest ${report.slowestMs} ms (${report.slowest}), ` +
    `engine at ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
)
for (const problem of [...report.unexpected, ...setup.bugs.map(String)]) console.log(problem)
process.exitCode = report.unexpected.length + setup.bugs.length === 0 ? 0 : 1

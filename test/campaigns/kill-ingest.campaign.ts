import { temporaryFolder } from '../fixtures/ingest-kit.ts'
import { ImportPoints, spread, twoAtATime } from '../crash/import-points.ts'

// npm run campaign -- kill-ingest [POINTS]: kills a 20-file import to two volumes at every writing call (or at so many),
// resumes it, and compares with an undisturbed one.

using folder = temporaryFolder('kill-campaign')
const points = await ImportPoints.prepare(folder.path)
if (!points) throw new Error('This campaign needs Linux and a C compiler (cc, gcc or clang).')
const all = await points.count()
const chosen = spread(all, Number(process.argv[2] ?? all))
const started = performance.now()
let tried = 0
const broken: string[] = []
await twoAtATime(chosen, async (k) => {
  broken.push(...(await points.killAt(k)).map((what) => `killed at ${k} of ${all}: ${what}`))
  if (++tried % 20 === 0) console.log(`${tried} of ${chosen.length} points, ${broken.length} violations`)
})
const seconds = (performance.now() - started) / 1000
console.log(broken.join('\n'))
console.log(
  `killed at ${chosen.length} of ${all} writing calls: ${broken.length} violations, ${seconds.toFixed(0)} s`,
)
process.exit(broken.length === 0 ? 0 : 1)

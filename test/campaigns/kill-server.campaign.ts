import { drawMoment, ServerKills } from '../crash/server-kills.ts'
import { seededRandom } from '../fixtures/seeded-random.ts'

// npm run campaign -- kill-server [MOMENTS]: kills a server under load at random moments, every fifth time with its
// database, and asks for everything that it had acknowledged.

const moments = Number(process.argv[2] ?? 500)
const random = seededRandom('server kills')
const kills = await ServerKills.begin()
const started = performance.now()
let violations = 0
for (let moment = 1; moment <= moments; moment++) {
  const wrong = await kills.killOnce(drawMoment(random, 40))
  for (const what of wrong) console.log(`moment ${moment}: ${what}`)
  violations += wrong.length
  if (moment % 20 === 0) console.log(`${moment} of ${moments} moments, ${violations} violations`)
}
const { records, blobs } = kills.acknowledged
await kills.end()
const seconds = (performance.now() - started) / 1000
console.log(
  `killed at ${moments} moments: ${records} records and ${blobs} blobs acknowledged, ${violations} violations, ${seconds.toFixed(0)} s`,
)
process.exit(violations === 0 ? 0 : 1)

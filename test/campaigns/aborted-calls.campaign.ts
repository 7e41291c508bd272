import { seededRandom } from '../fixtures/seeded-random.ts'
import { AbortedCalls, addMembers, CountedBlobs } from '../integration/server/faults/aborted-calls.ts'
import { openScratchServer } from '../integration/server/scratch-server.ts'

// npm run campaign -- aborted-calls [COUNT]: FI-07. Clients ask for what is theirs and do not wait for every second
// answer, until COUNT calls were aborted; no answer may be another's, and no blob may stay open.

const count = Number(process.argv[2] ?? 100_000)
const server = await openScratchServer()
const members = await addMembers(server)
const blobs = new CountedBlobs(server.blobs)
const small = await server.another({ connections: 2, blobs: blobs.store })
const calls = new AbortedCalls(seededRandom('aborted calls'))
const started = performance.now()
const progress = setInterval(() => console.log(calls.summary), 30_000)
await calls.run(small.origin, members, count)
clearInterval(progress)
const seconds = (performance.now() - started) / 1000
const { wrong } = calls.outcomes
for (const what of wrong) console.log(what)
const left = await blobs.allClosed(60_000).then(
  () => 0,
  () => blobs.open,
)
await server.close()
console.log(`${calls.summary}, ${left} of ${blobs.opened} blobs left open, ${seconds.toFixed(0)} s`)
process.exit(wrong.length + left === 0 ? 0 : 1)

import { runHistory } from '../simulation/sync/history.ts'

/** npm run campaign -- sync [HISTORIES [SEED]]: the histories of npm test, many of them. */
const histories = Number(process.argv[2] ?? 100_000)
const first = Number(process.argv[3] ?? Date.now() % 0x7fffffff)
console.log(`${histories} histories, seeds from ${first} on`)
const started = performance.now()
let broken = 0
for (let seed = first; seed < first + histories; seed++) {
  try {
    await runHistory(seed)
  } catch (error) {
    broken++
    console.log(error instanceof Error ? error.message : error)
  }
  const done = seed - first + 1
  if (done % 500 === 0) console.log(`${done} of ${histories}, ${broken} broken`)
}
const seconds = (performance.now() - started) / 1000
console.log(`${histories} histories: ${broken} broken, ${seconds.toFixed(0)} s`)
process.exit(broken === 0 ? 0 : 1)

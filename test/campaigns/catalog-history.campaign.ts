import { checkHistories } from '../integration/catalog/history.ts'

/** npm run campaign -- catalog-history [RUNS [SEED]]: the histories of npm test, many of them. */
const runs = Number(process.argv[2] ?? 300)
const seed = Number(process.argv[3] ?? Date.now() % 0x7fffffff)
console.log(`${runs} histories, seed ${seed}`)
await checkHistories(runs, seed)
console.log('every history left what the model holds')

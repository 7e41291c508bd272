import { test } from 'vitest'
import { checkHistories } from './history.ts'

test('any history of edits, undo, redo and restarts leaves what a simple model holds', async () => {
  const seed = Date.now() % 0x7fffffff
  console.log(`seed ${seed}`)
  await checkHistories(4, seed)
}, 120_000)

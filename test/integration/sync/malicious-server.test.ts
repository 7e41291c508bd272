import { afterAll, beforeAll, describe, test } from 'vitest'
import { liesOfComputers, liesOfKeys, liesOfSpaces } from './lies-of-accounts.ts'
import { liesOfAnswers } from './lies-of-answers.ts'
import { liesOfHeaders, liesOfRecords } from './lies-of-records.ts'
import { liesOfRefusals } from './lies-of-refusals.ts'
import { liesOfWriting } from './lies-of-writing.ts'
import type { OpenWorld } from './malicious-world.ts'
import { openWorld } from './malicious-world.ts'

let world: OpenWorld & { close(): Promise<void> }
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

// What a server may do: research/reliability.md 2.2. Each lie is told to one of two computers, of which either has
// something to tell the other. Nothing of it gets into the catalog, the user can read what it is, and nothing is lost.
describe.each([
  ['answers', liesOfAnswers],
  ['keys of the account', liesOfKeys],
  ['computers', liesOfComputers],
  ['spaces', liesOfSpaces],
  ['headers', liesOfHeaders],
  ['records', liesOfRecords],
  ['refusals', liesOfRefusals],
  ['what it has taken', liesOfWriting],
])('a server that lies with its %s', (_with, cases) => {
  test.each(Object.entries(cases))('%s', (_what, of) => world.tryCase(of))
})

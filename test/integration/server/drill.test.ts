import { expect, test } from 'vitest'
import { runDrill } from '../../../src/drill/run-drill.ts'

/** Milliseconds: passwords are stretched, and the watch has its rounds. */
const PATIENCE = 10 * 60_000

test(
  'FI-03: numbers given twice are noticed, stopped and told, and nothing can be read',
  async () => {
    const figures = await runDrill({ members: 8, pairs: 3, lookedAt: 4 }, () => undefined)
    expect(figures.failures).toEqual([])
    expect(figures.withoutChecks).toMatchObject({
      lookedAt: 4,
      accountsFrozen: 6,
      plaintextBytesReadable: 0,
      membershipFieldsReadable: 0,
      exposure: { missed: 0, added: 0 },
    })
    expect(figures.withoutChecks.exposure.entries).toBeGreaterThan(4)
    expect(figures.withNormalClient).toMatchObject({ asked: 6, shown: 0 })
  },
  PATIENCE,
)

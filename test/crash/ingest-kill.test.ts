import { expect, test } from 'vitest'
import { temporaryFolder } from '../fixtures/ingest-kit.ts'
import { ImportPoints, spread, twoAtATime } from './import-points.ts'

const POINTS = 60

test(
  `an import killed at any of ${POINTS} writing calls loses, doubles and halves nothing`,
  { timeout: 900_000 },
  async () => {
    using folder = temporaryFolder('kill')
    const points = await ImportPoints.prepare(folder.path)
    if (!points) {
      console.log('Kill points of the import not tried: no C compiler to make the shim with')
      return
    }
    const all = await points.count()
    expect(all).toBeGreaterThan(200)
    const broken: string[] = []
    await twoAtATime(spread(all, POINTS), async (k) => {
      broken.push(...(await points.killAt(k)).map((what) => `killed at ${k} of ${all}: ${what}`))
    })
    expect(broken).toEqual([])
  },
)

import { expect, test } from 'vitest'
import { temporaryFolder } from '../fixtures/ingest-kit.ts'
import { ImportPoints, spread } from './import-points.ts'

const POINTS = 25

test.each(['no space', 'broken'] as const)(
  `a disk that says "%s" at any of ${POINTS} writing calls: told, resumed, nothing lost, doubled or half`,
  { timeout: 900_000 },
  async (fault) => {
    using folder = temporaryFolder('faults')
    const points = await ImportPoints.prepare(folder.path)
    if (!points) {
      console.log('Disk faults during the import not tried: no C compiler to make the shim with')
      return
    }
    const all = await points.count()
    const child = points.startChild()
    const broken: string[] = []
    for (const k of spread(all, POINTS)) {
      broken.push(
        ...(await points.faultAt(child, fault, k)).map((what) => `${fault} at ${k} of ${all}: ${what}`),
      )
    }
    await child.end()
    expect(broken).toEqual([])
  },
)

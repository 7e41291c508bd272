import assert from 'node:assert/strict'
import { libraryState } from '../../integration/sync/library-state.ts'
import { indexedText } from '../../../src/shared/query/search-text.ts'
import type { Device } from './device.ts'
import type { MemorySpace } from './memory-space.ts'
import { checkModel } from './check-model.ts'

/** All computers hold the same, and each holds what the edits and the rules say. */
export function checkAll(devices: readonly Device[], space: MemorySpace): void {
  const [first, ...rest] = devices.map(({ path }) => libraryState(path))
  for (const [at, other] of rest.entries())
    assert.deepEqual(other, first, `${devices[at + 1]!.name} differs from A`)
  checkModel(devices, space)
  for (const device of devices) checkRows(device)
}

/** What is worked out from rows fits the rows. */
function checkRows(device: Device): void {
  const { name, rows } = { name: device.name, rows: device.rows.bind(device) }
  const none = (what: string, sql: string) => assert.deepEqual(rows(sql), [], `${what} of ${name}`)
  none(
    'album counts',
    `SELECT number FROM albums a WHERE photo_count <> (SELECT count(*) FROM album_photos m
       JOIN photos p ON p.slot = m.photo WHERE m.album = a.number AND p.trashed_at IS NULL)`,
  )
  none(
    'keyword counts',
    'SELECT key FROM keywords WHERE photo_count <> (SELECT count(*) FROM photo_keywords WHERE keyword = number)',
  )
  none(
    'day counts',
    `SELECT day, count(*) FROM photos WHERE day IS NOT NULL AND trashed_at IS NULL GROUP BY day
     EXCEPT SELECT day, photos FROM day_count`,
  )
  none('operations that wait', 'SELECT * FROM received_apart')
  assert.deepEqual(rows('PRAGMA integrity_check'), [{ integrity_check: 'ok' }], name)
  for (const column of ['title', 'caption'] as const)
    for (const text of ['dawn', 'swan']) {
      const held = rows(`SELECT slot FROM photos WHERE ${column} = ? ORDER BY slot`, text)
      const found = rows(
        'SELECT rowid AS slot FROM search WHERE search MATCH ? ORDER BY rowid',
        `${column}:${indexedText(text)}`,
      )
      assert.deepEqual(found, held, `search for ${column} ${text} of ${name}`)
    }
  const tagged = rows(`SELECT p.photo AS slot FROM photo_keywords p JOIN keywords k ON k.number = p.keyword
    WHERE k.key = 'lake' ORDER BY p.photo`)
  assert.deepEqual(
    rows(`SELECT rowid AS slot FROM search WHERE search MATCH 'keywords:lake' ORDER BY rowid`),
    tagged,
  )
}

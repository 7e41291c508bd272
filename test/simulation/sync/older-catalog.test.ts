import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { migrations } from '../../../src/main/catalog/migrations/index.ts'
import { migrate } from '../../../src/main/catalog/migrate.ts'
import { addPhotos, change, Computers, field } from './computers.ts'
import type { Device } from './device.ts'
import { Unreachable } from './faults.ts'

/** Of the first program that could sync. */
const FIRST_WITH_SYNC = 2

/** Puts its catalog back to what that program wrote. */
function age(device: Device): void {
  device.database.close()
  const first = new Database(':memory:')
  migrate(first, migrations.slice(0, FIRST_WITH_SYNC), device.path, () => undefined)
  const names = (of: typeof first) =>
    of
      .prepare<[], { type: string; name: string }>(
        'SELECT type, name FROM sqlite_master WHERE sql IS NOT NULL',
      )
      .all()
  const known = new Set(names(first).map(({ name }) => name))
  first.close()
  const catalog = new Database(device.path)
  for (const { type, name } of names(catalog))
    if (!known.has(name)) catalog.exec(`DROP ${type} IF EXISTS ${name}`)
  catalog.exec(`
    UPDATE meta SET value = json_remove(value, '$.sealedKey') WHERE key = 'joined_space';
    UPDATE meta SET value = json_remove(value, '$.writers', '$.device') WHERE key = 'space_place';
  `)
  catalog.pragma(`user_version = ${FIRST_WITH_SYNC}`)
  catalog.close()
  device.open()
}

test('SB-11 what waited to be sent in a catalog of an older program is sent by a newer one', async () => {
  const of = new Computers(2)
  onTestFinished(() => of.close())
  const [a, b] = of.devices as [Device, Device]
  const ids = addPhotos(a, 3)
  await of.syncAll()
  const { place } = await a.sync.state()
  change(a, ids, { field: 'rating', value: 4 })
  const cut = (call: string) => {
    if (call === 'keepSealed') throw new Unreachable()
  }
  await expect(of.sync(a, { after: cut })).rejects.toThrow(Unreachable)
  change(a, [ids[0]!], { field: 'caption', value: 'not sealed yet' })
  change(b, [ids[1]!], { field: 'title', value: 'meanwhile' })
  await of.sync(b)
  const { unsent } = await a.sync.state()
  expect(unsent).toEqual({ changes: 4, batches: 1 })

  age(a)
  const aged = await a.sync.state()
  expect(aged).toMatchObject({ unsent, joined: { sealedKey: null } })
  // The log is read once more: it is not known whose records the next ones follow.
  expect([place.sequence > 0, aged.place.sequence]).toEqual([true, 0])
  await of.syncAll()
  of.check()
  expect([field(b, ids[2]!, 'rating'), field(b, ids[0]!, 'caption')]).toEqual([4, 'not sealed yet'])
  expect((await a.sync.state()).joined?.sealedKey).not.toBeNull()
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate } from '../../../../src/server/database/migrate.ts'
import { waysAroundRowSecurity, withClient } from '../../../../src/server/database/roles.ts'
import { Store } from '../../../../src/server/store/store.ts'
import { addAccount } from '../scratch-database.ts'
import { runCli } from '../../../fixtures/run-cli.ts'
import type { EmptyDatabase } from './empty-database.ts'
import { openEmptyDatabase } from './empty-database.ts'

let database: EmptyDatabase

beforeAll(async () => {
  database = await openEmptyDatabase()
})
afterAll(() => database.close())

const make = (url: string) => runCli(['server', 'admin', 'database-roles', '--superuser-url', url])

test('the roles of a server are made in a database of one’s own, and their addresses work', async () => {
  await withClient(database.superuserUrl, async (client) => {
    await client.query('DROP OWNED BY image_space_owner, image_space_app, image_space_watch')
    await client.query('DROP ROLE image_space_owner, image_space_app, image_space_watch')
    await client.query('CREATE DATABASE grown')
  })
  const url = new URL(database.superuserUrl)
  url.pathname = '/grown'
  url.search = '?application_name=grown'
  const run = await make(url.href)
  expect([run.code, run.stderr]).toEqual([0, ''])
  const lines = new Map(
    run.stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/=(.*)/, 2) as [string, string]),
  )
  expect([...lines.keys()]).toEqual(['DATABASE_URL', 'DATABASE_OWNER_URL', 'DATABASE_WATCH_URL'])
  for (const value of lines.values())
    expect(value).toMatch(/^postgresql:\/\/image_space_\w+:[0-9a-f]{48}@.*\/grown\?app/)

  await migrate(lines.get('DATABASE_OWNER_URL')!)
  expect(await waysAroundRowSecurity(lines.get('DATABASE_URL')!)).toEqual([])
  const store = new Store(lines.get('DATABASE_URL')!)
  await addAccount(store)
  await store.close()
  const seen = await withClient(lines.get('DATABASE_WATCH_URL')!, (client) =>
    client.query('SELECT FROM accounts'),
  )
  expect(seen.rowCount).toBe(1)

  const again = await make(url.href)
  expect(again.code).toBe(0)
  expect(again.stderr).toContain('servers with the old ones cannot connect any more')
  await expect(withClient(lines.get('DATABASE_URL')!, () => Promise.resolve())).rejects.toThrow('password')
})

test('what goes wrong is told without a password', async () => {
  const wrong = new URL(database.superuserUrl)
  wrong.password = 'secret-word'
  const nowhere = new URL(wrong)
  nowhere.port = '9'
  const nameless = new URL(wrong)
  nameless.pathname = ''
  for (const [url, said] of [
    [wrong.href, 'password authentication failed'],
    [nowhere.href, 'ECONNREFUSED'],
    [nameless.href, 'not the address of a database'],
    ['postgresql://secret-word@', 'not the address of a database'],
  ] as const) {
    const run = await make(url)
    expect(run.code).toBe(2)
    expect(run.stderr).toContain(said)
    expect(run.stdout + run.stderr).not.toContain('secret-word')
  }
})

import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Access } from '../../../../src/server/http/access.ts'
import { assertOwned } from '../../../../src/server/http/access.ts'
import { Store } from '../../../../src/server/store/store.ts'
import type { AccountStore, OpenSession } from '../../../../src/server/store/store.ts'
import { api } from '../../../../src/shared/space/api.ts'
import type { Session } from '../../../../src/shared/space/client/connection.ts'
import type { ScratchServer } from '../scratch-server.ts'
import { openScratchServer, registerMember } from '../scratch-server.ts'

let server: ScratchServer
let session: Session
let other: Session
/** As calls had them, kept beyond their answers. */
const kept: Access[] = []

beforeAll(async () => {
  server = await openScratchServer({
    assertOwned: (owned, access) => {
      kept.push(access)
      assertOwned(owned, access)
    },
  })
  const tools = server.tools()
  session = (await registerMember(tools)).member.session
  other = (await registerMember(tools)).member.session
})

afterAll(() => server.close())

/** Every way to make something say something else. */
function changes(of: object): (() => unknown)[] {
  const names = Object.keys(of)
  return [
    ...names.map((name) => () => Object.assign(of, { [name]: randomBytes(32) })),
    ...names.map((name) => () => Object.defineProperty(of, name, { value: 'another' })),
    ...names.map((name) => () => delete (of as Record<string, unknown>)[name]),
    () => Object.assign(of, { grant: true }),
    () => Object.setPrototypeOf(of, { grant: true }) as unknown,
  ]
}

test('FI-18 who asks is frozen, during the call and after its answer, and made anew for each', async () => {
  const { connection } = server.tools()
  await connection.askAs(session, api.account.describe, {})
  await connection.askAs(session, api.account.describe, {})
  await connection.askAs(other, api.account.describe, {})
  expect(kept.map(({ account }) => account.toString('hex'))).toEqual(
    [session, session, other].map(({ account }) => Buffer.from(account).toString('hex')),
  )
  expect(new Set(kept).size).toBe(3)
  for (const access of kept) {
    const before = { ...access }
    for (const change of changes(access)) expect(change).toThrow(TypeError)
    expect({ ...access }).toEqual(before)
  }
})

test('FI-18 an open session is frozen', async () => {
  const tokenHash = createHash('sha256').update(session.token).digest()
  const opened: OpenSession[] = []
  await server.database.store.inSession(tokenHash, async (of) => opened.push(of))
  expect(opened).toHaveLength(1)
  const before = { ...opened[0]! }
  for (const change of changes(opened[0]!)) expect(change).toThrow(TypeError)
  expect({ ...opened[0]! }).toEqual(before)
})

test('FI-18 rows that are kept beyond their transaction answer nobody', async () => {
  const one = new Store(server.database.urls.app, 1)
  try {
    const stores: AccountStore[] = []
    const keep = async (store: AccountStore) => {
      stores.push(store)
      return store.rows.selectFrom('accounts').select('account_id').execute()
    }
    expect(await one.inAccount(session.account, keep)).toHaveLength(1)
    await one
      .inAccount(session.account, async (store) => {
        stores.push(store)
        throw new Error('work failed')
      })
      .catch(() => null)
    const tokenHash = createHash('sha256').update(session.token).digest()
    await one.inSession(tokenHash, (_of, store) => keep(store))

    // The only connection is at work for somebody else: what is kept must not get at it.
    await one.inAccount(other.account, async () => {
      for (const { rows } of stores)
        await expect(rows.selectFrom('accounts').select('account_id').execute()).rejects.toThrow('over')
    })
    for (const { rows } of stores)
      await expect(rows.selectFrom('accounts').select('account_id').execute()).rejects.toThrow('over')
  } finally {
    await one.close()
  }
})

test('FI-18 an account’s store is frozen', async () => {
  await server.database.store.inAccount(session.account, async (store) => {
    for (const change of changes(store)) expect(change).toThrow(TypeError)
    expect(await store.rows.selectFrom('accounts').select('account_id').execute()).toHaveLength(1)
  })
})

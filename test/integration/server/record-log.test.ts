import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { append, emptyLog, headOf, openLog, recordsAfter } from '../../../src/server/store/record-log.ts'
import type { LogHead, NewRecord } from '../../../src/server/store/record-log.ts'
import type { AccountStore } from '../../../src/server/store/store.ts'
import { publicKeyOf } from '../../../src/shared/crypto/signature.ts'
import type { ScratchAccount, ScratchDatabase } from './scratch-database.ts'
import { addAccount, addDevice, addSpace, openScratchDatabase } from './scratch-database.ts'
import { recordOf } from './whole-account.ts'

let database: ScratchDatabase
let account: ScratchAccount
const seed = randomBytes(32)

beforeAll(async () => {
  database = await openScratchDatabase()
  account = await addAccount(database.store)
  await inAccount((store) => addDevice(store, Buffer.from(publicKeyOf(seed))))
})

afterAll(async () => {
  await database.close()
})

function inAccount<Result>(work: (store: AccountStore) => Promise<Result>): Promise<Result> {
  return database.store.inAccount(account.id, work)
}

const newSpace = () => inAccount((store) => addSpace(store))
const recordIn = (space: Buffer, deviceSequence = 1) =>
  recordOf({ id: account.id, seed }, space, deviceSequence)

async function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'taken',
    (error: unknown) => (error instanceof pg.DatabaseError ? `${error.code} ${error.constraint}` : 'bug'),
  )
}

test('a log keeps its records in order and gives those behind a place', async () => {
  const space = await newSpace()
  expect(await inAccount((store) => headOf(store, space))).toEqual(emptyLog)
  const records = [recordIn(space, 1), recordIn(space, 2), recordIn(space, 3)]
  const head = await inAccount(async (store) => append(store, space, emptyLog, records))
  expect(head.sequence).toBe(3)
  expect(await inAccount((store) => headOf(store, space))).toEqual(head)
  const read = await inAccount((store) => recordsAfter(store, space, 1, 10, 1e6))
  expect(read.map(({ sequence }) => sequence)).toEqual([2, 3])
  expect(read.map(({ header, body }) => ({ header, body }))).toEqual(
    records.slice(1).map(({ header, body }) => ({ header, body })),
  )
})

test('an answer has no more records and bytes than asked for, and always one', async () => {
  const space = await newSpace()
  const records = [recordIn(space, 1), recordIn(space, 2), recordIn(space, 3)]
  await inAccount(async (store) => append(store, space, emptyLog, records))
  const size = records[0]!.header.length + records[0]!.body.length
  const read = async (after: number, limit: number, bytes: number) => {
    const found = await inAccount((store) => recordsAfter(store, space, after, limit, bytes))
    return found.map(({ sequence }) => sequence)
  }
  expect(await read(0, 2, 1e6)).toEqual([1, 2])
  expect(await read(0, 10, size * 2)).toEqual([1, 2])
  expect(await read(0, 10, size * 2 - 1)).toEqual([1])
  expect(await read(1, 10, 1)).toEqual([2])
  expect(await read(3, 10, 1e6)).toEqual([])
})

test('a log grows at its end only: who knows an older one, or another, adds nothing', async () => {
  const space = await newSpace()
  const head = await inAccount(async (store) => append(store, space, emptyLog, [recordIn(space, 1)]))
  const add = (behind: LogHead) =>
    refusal(inAccount(async (store) => append(store, space, behind, [recordIn(space, 2)])))
  expect(await add(emptyLog)).toBe('23505 records_pkey')
  expect(await add({ ...head, hash: randomBytes(32) })).toBe('23503 record_follows_another')
  expect(await add({ ...head, sequence: 2 })).toBe('23503 record_follows_another')
  expect(await inAccount((store) => headOf(store, space))).toEqual(head)
})

/** A row of the log that our own code would not write. */
async function insert(space: Buffer, record: NewRecord, over: Record<string, unknown>): Promise<string> {
  const head = await inAccount((store) => headOf(store, space))
  const inner = createHash('sha256').update(record.header).digest()
  const row = {
    ...{ account_id: account.id, space_id: space, sequence: String(head.sequence + 1) },
    ...{ header: record.header, body: record.body },
    ...{ device_key: record.device, device_sequence: String(record.deviceSequence) },
    ...{ previous_sequence: String(head.sequence), previous_hash: head.hash },
    hash: createHash('sha256').update(head.hash).update(inner).digest(),
    ...over,
  }
  return refusal(inAccount(({ rows }) => rows.insertInto('records').values(row).execute()))
}

test('the database itself refuses a gap, another chain, and a header that is for something else', async () => {
  const space = await newSpace()
  await inAccount(async (store) => append(store, space, emptyLog, [recordIn(space, 1)]))
  const next = recordIn(space, 2)
  expect(await insert(space, next, { sequence: '3' })).toBe('23514 record_has_no_gap')
  expect(await insert(space, next, { previous_sequence: null })).toBe('23514 record_has_no_gap')
  expect(await insert(space, next, { hash: randomBytes(32) })).toBe('23514 record_hash_follows')
  expect(await insert(space, next, { body: randomBytes(9) })).toBe('23514 header_names_body')
  expect(await insert(space, next, { device_key: randomBytes(32) })).toBe('23514 header_names_device')
  expect(await insert(space, recordIn(randomBytes(16), 2), {})).toBe('23514 header_names_space')
  const foreign = recordOf({ id: randomBytes(32), seed }, space, 2)
  expect(await insert(space, foreign, {})).toBe('23514 header_names_owner')
  expect(await insert(space, recordIn(space, 1), {})).toMatch(/^23505 records_.*device_sequence_key$/)
  expect(await insert(space, next, {})).toBe('taken')
})

test('of 20 writers who know the same head, one appends', async () => {
  const space = await newSpace()
  const taken = await Promise.all(
    Array.from({ length: 20 }, (_, writer) =>
      refusal(inAccount(async (store) => append(store, space, emptyLog, [recordIn(space, writer + 1)]))),
    ),
  )
  expect(taken.filter((answer) => answer === 'taken')).toHaveLength(1)
  expect(taken.filter((answer) => answer === '23505 records_pkey')).toHaveLength(19)
})

test('writers who take turns all append, one behind the other', async () => {
  const space = await newSpace()
  const heads = await Promise.all(
    Array.from({ length: 20 }, (_, writer) =>
      inAccount(async (store) => {
        const { head } = (await openLog(store, space, Buffer.from(publicKeyOf(seed)), 1))!
        return append(store, space, head, [recordIn(space, writer + 1)])
      }),
    ),
  )
  expect(heads.map(({ sequence }) => sequence).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 20 }, (_, at) => at + 1),
  )
})

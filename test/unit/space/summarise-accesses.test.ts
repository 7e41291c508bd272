import { expect, test } from 'vitest'
import { AccessSummary } from '../../../src/main/space/summarise-accesses.ts'
import type { AccessEntry } from '../../../src/shared/space/access-entry.ts'
import { hexOf } from '../../../src/shared/sync/hex.ts'

const id = (digit: number) => new Uint8Array(32).fill(digit)
const [account, desk, laptop, stranger] = [id(1), id(2), id(3), id(9)]
const HOUR = 3_600_000
const base = 500_000 * HOUR

function entry(of: Partial<AccessEntry>): AccessEntry {
  const what = { verb: 'read', kind: 'record', object: id(7), first: 1, last: 1, bytes: 100 } as const
  return { owner: account, actor: account, device: desk, at: base, ...what, result: 'done', ...of }
}

function summaryOf(...entries: Partial<AccessEntry>[]) {
  const devices = new Map([
    [hexOf(desk), 'Desk'],
    [hexOf(laptop), 'Laptop'],
  ])
  const summary = new AccessSummary({ account: hexOf(account), thisDevice: hexOf(desk), devices })
  for (const each of entries) summary.add(entry(each))
  return summary
}

test('what a device does within an hour is one row, records counted by their run', () => {
  const [row, ...rest] = summaryOf(
    { first: 1, last: 10, at: base + 5 },
    { verb: 'write' },
    { first: 11, last: 12, at: base + 1 },
    { at: base + HOUR },
  ).rows(10)
  expect(row).toMatchObject({ from: base + HOUR, count: 1 })
  expect(rest).toMatchObject([
    { verb: 'read', from: base + 1, to: base + 5, count: 12, bytes: 200 },
    { verb: 'write', count: 1 },
  ])
})

test('each line says who it was, and refusals and strangers do not hide among the rest', () => {
  const summary = summaryOf(
    { at: base + 5 },
    { at: base + 4, device: laptop },
    { at: base + 3, device: stranger },
    { at: base + 2, actor: stranger, device: laptop },
    { at: base + 1, result: 'refused' },
  )
  expect(summary.rows(10).map(({ who, device, result }) => [who, device, result])).toEqual([
    ['this', 'Desk', 'done'],
    ['device', 'Laptop', 'done'],
    ['unknown', null, 'done'],
    ['other', null, 'done'],
    ['this', 'Desk', 'refused'],
  ])
  expect([summary.lines, summary.foreign]).toEqual([5, 1])
  expect([summary.rows(2).length, summary.rowsInAll]).toEqual([2, 5])
})

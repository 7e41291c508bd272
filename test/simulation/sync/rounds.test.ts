import { createHash } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import type { PhotoId } from '../../../src/shared/ids.ts'
import { addPhotos, change, Computers, field } from './computers.ts'
import type { Device } from './device.ts'
import { Unreachable } from './faults.ts'
import type { LogRecord, MemorySpace } from './memory-space.ts'

/** Three that are in step, with some photos. */
async function inStep(): Promise<{ of: Computers; a: Device; b: Device; c: Device; ids: PhotoId[] }> {
  const of = new Computers(3)
  onTestFinished(() => of.close())
  const [a, b, c] = of.devices
  const ids = addPhotos(a!, 3)
  await of.syncAll()
  return { of, a: a!, b: b!, c: c!, ids }
}

test('what came from others is counted also where a record of one’s own came behind it', async () => {
  const { of, a, b, ids } = await inStep()
  change(b, [ids[0]!], { field: 'rating', value: 3 })
  await of.sync(b)
  change(a, [ids[1]!], { field: 'rating', value: 4 })
  // A sends its record and does not hear that it is there.
  const { place } = await a.sync.state()
  const unheard = (call: string) => {
    if (call === 'send') throw new Unreachable()
  }
  await expect(of.sync(a, { after: unheard })).rejects.toThrow(Unreachable)
  expect(of.space.records.length).toBe(place.sequence + 2)
  change(b, [ids[2]!], { field: 'rating', value: 5 })
  await of.sync(b)
  // One of B's records lies before it, and one behind.
  await a.sync.readAgain()
  const before = of.space.records.length
  expect(await of.sync(a)).toMatchObject({ sent: 0, received: 2 })
  expect(of.space.records.length).toBe(before)
  await of.syncAll()
  of.check()
})

test('what is unsent is counted after a change only, and not at each step of a round', async () => {
  const { of, a, b, ids } = await inStep()
  const stepsOf = (device: Device): number => {
    device.statements = Object.assign(device.statements, { done: 0, crashAt: Infinity })
    device.writer.syncState()
    return device.statements.done
  }
  change(a, ids, { field: 'rating', value: 1 })
  const first = stepsOf(a)
  expect(a.writer.syncState().unsent).toEqual({ changes: 3, batches: 0 })
  expect(stepsOf(a)).toBe(first - 2)
  change(a, [ids[0]!], { field: 'caption', value: 'new' })
  expect(a.writer.syncState().unsent).toEqual({ changes: 4, batches: 0 })
  for (let turn = 0; turn < 20; turn++) {
    change(a, ids, { field: 'rating', value: turn % 5 })
    await of.sync(a)
  }
  let counted = 0
  await of.sync(b, { before: (call) => void (call === 'state' && counted++) })
  expect(field(b, ids[0]!, 'rating')).toBe(4)
  expect(counted).toBe(1)
})

/** As a server would give it that has other hashes of the log: all of them fit. */
function relog(space: MemorySpace, records: readonly LogRecord[]): void {
  space.records.length = 0
  const hash = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex')
  let last = '00'.repeat(32)
  for (const [at, { header, body }] of records.entries()) {
    last = hash(last + hash(header))
    space.records.push({ sequence: at + 1, hash: last, header, body })
  }
}

test.each<[string, (records: LogRecord[]) => LogRecord[]]>([
  ['left out', ([one, , ...rest]) => [one!, ...rest]],
  ['exchanged', ([one, two, ...rest]) => [two!, one!, ...rest]],
  ['doubled', ([one, ...rest]) => [one!, one!, ...rest]],
])('a log in which a record is %s is refused, though all hashes fit', async (_what, lie) => {
  const { of, a, c, ids } = await inStep()
  const { sequence } = (await c.sync.state()).place
  for (const rating of [1, 2, 3, 4]) {
    change(a, ids, { field: 'rating', value: rating })
    await of.sync(a)
  }
  const honest = [...of.space.records]
  relog(of.space, [...honest.slice(0, sequence), ...lie(honest.slice(sequence))])
  await expect(of.sync(c)).rejects.toMatchObject({ code: 'log-changed' })
  expect((await c.sync.state()).place.sequence).toBe(sequence)
  expect(field(c, ids[0]!, 'rating')).toBe(0)
  of.space.records.splice(0, Infinity, ...honest)
  await of.syncAll()
  of.check()
})

test.each<[string, (given: number) => number]>([
  ['where the log has been read', (given) => given - 1],
  ['behind its end', (given) => given + 5],
])('a record that is said to be %s is not taken for kept', async (_where, lie) => {
  const { of, a, b, ids } = await inStep()
  change(a, ids, { field: 'rating', value: 5 })
  const keep = of.space.append.bind(of.space)
  of.space.append = (record) => {
    const given = keep(record)
    of.space.records.pop()
    return lie(given)
  }
  await expect(of.sync(a)).rejects.toMatchObject({ code: 'not-kept' })
  of.space.append = keep
  await of.syncAll()
  of.check()
  expect(field(b, ids[0]!, 'rating')).toBe(5)
})

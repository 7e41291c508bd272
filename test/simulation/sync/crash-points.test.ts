import { expect, test } from 'vitest'
import { albumId } from '../../integration/catalog/open-library.ts'
import { addPhotos, change, Computers, field } from './computers.ts'
import { Crash } from './device.ts'

/** What B does while A has done something else; each begins with both in step, then offline. */
const scenes: Readonly<Record<string, (of: Computers) => Promise<void>>> = {
  async edit({ devices: [, b] }) {
    b!.writer.apply({ kind: 'photos', slots: [0, 1, 2], change: { field: 'title', value: 'by B, at last' } })
    b!.writer.apply({
      kind: 'photos',
      slots: [0, 1],
      change: { field: 'keywords', add: ['lake'], remove: ['swan'] },
    })
    b!.writer.apply({ kind: 'album-add', id: albumId(1), slots: [2] })
    b!.writer.undo()
  },
  async 'push and pull'(of) {
    await of.sync(of.devices[1]!)
  },
  async 'a server that was put back'(of) {
    of.space.rewind(2)
    await of.sync(of.devices[1]!)
  },
  async 'a clock that ran ahead'(of) {
    of.skew.set('B', 86_400_000)
    const [, b] = of.devices
    // The round does not know yet that the clock is wrong.
    const hasRun = b!.writer.syncState().unsent.changes > 0
    if (hasRun) b!.writer.apply({ kind: 'photos', slots: [0, 1], change: { field: 'rating', value: 4 } })
    b!.writer.apply({ kind: 'photos', slots: [0, 1], change: { field: 'rating', value: 3 } })
    await of.sync(b!)
  },
}

/** A and B are in step; then both have edited, B a photo more, and A has sent. */
async function apart(): Promise<Computers> {
  const of = new Computers(2)
  const [a, b] = of.devices as [Computers['devices'][0], Computers['devices'][0]]
  const ids = addPhotos(a, 3)
  a.writer.apply({ kind: 'album-create', id: albumId(1), title: 'Best' })
  a.writer.apply({ kind: 'album-add', id: albumId(1), slots: [0, 1] })
  await of.syncAll()
  change(b, ids, { field: 'caption', value: 'by B' })
  await of.syncAll()
  change(a, ids, { field: 'title', value: 'by A' })
  change(a, [ids[0]!], { field: 'keywords', add: ['swan'], remove: [] })
  change(a, [ids[2]!], { field: 'trashed', value: true })
  addPhotos(a, 1, 'NEW')
  await of.sync(a)
  change(b, ids, { field: 'title', value: 'by B' })
  change(b, [ids[1]!], { field: 'rating', value: 5 })
  addPhotos(b, 1, 'NEW')
  return of
}

/** One statement in so many is tried, and another one of them each time. */
const STATEMENTS = 3

type Kind = 'call' | 'statement'

/** @returns whether the program ended at that point; false: the scene has no such point */
async function endsAt(of: Computers, kind: Kind, point: number, scene: (of: Computers) => Promise<void>) {
  const b = of.devices[1]!
  let calls = 0
  const step = () => {
    if (kind === 'call' && ++calls === point) throw new Crash('at a call')
  }
  const { sync } = of
  of.sync = (device) => sync.call(of, device, { before: step, after: step })
  if (kind === 'statement') b.statements.crashAt = point
  try {
    await scene(of)
    return false
  } catch (error) {
    if (!(error instanceof Crash)) throw error
    return true
  } finally {
    of.sync = sync
  }
}

test('SB-02 SB-05 SB-10 SB-20 a program that ends at any call or statement goes on when it is started again', async () => {
  const start = await apart()
  const points: Record<string, number> = {}
  for (const [name, scene] of Object.entries(scenes))
    for (const kind of ['call', 'statement'] as const)
      for (let point = 1; ; point += kind === 'call' ? 1 : STATEMENTS) {
        const of = start.copy(point)
        try {
          const hasEnded = await endsAt(of, kind, point, scene)
          of.devices[1]!.crash()
          of.skew.clear()
          await of.syncAll(4)
          of.check()
          expect(field(of.devices[0]!, firstOf(of), 'caption'), `${name}, ${kind} ${point}`).toBe('by B')
          for (const device of of.devices)
            expect(device.writer.syncState(), `${name}, ${kind} ${point}`).toMatchObject({
              unsent: { changes: 0, batches: 0 },
            })
          if (!hasEnded) break
          points[name] = (points[name] ?? 0) + 1
        } catch (error) {
          throw new Error(`${name}, ${kind} ${point}`, { cause: error })
        } finally {
          of.close()
        }
      }
  start.close()
  console.log('crash points:', points)
  expect(Object.values(points).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(300)
}, 600_000)

function firstOf(of: Computers) {
  const [row] = of.devices[0]!.rows<{ id: string }>('SELECT lower(hex(id)) AS id FROM photos WHERE slot = 0')
  return row!.id as ReturnType<typeof addPhotos>[0] // Of a photo.
}

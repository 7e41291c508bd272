import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { equal } from '../../../../src/shared/crypto/bytes.ts'
import { recordTypes } from '../../../../src/shared/crypto/sealed-record.ts'
import { publicKeyOf } from '../../../../src/shared/crypto/signature.ts'
import { api } from '../../../../src/shared/space/api.ts'
import type { Member, Tools } from '../../../../src/shared/space/client/member.ts'
import type { DevicePlace, LogPlace, OpenSpace } from '../../../../src/shared/space/client/space-log.ts'
import {
  appendRecord,
  logStart,
  namedSpace,
  openSpace,
  readRecords,
} from '../../../../src/shared/space/client/space-log.ts'
import type { RawSocket } from '../raw-socket.ts'
import { headOf, openSocket } from '../raw-socket.ts'
import { signed } from '../route-requests.ts'
import type { Clients } from './server-under-test.ts'

const ROUNDS = 8

/** A computer that writes into a space. */
interface Writer {
  member: Member
  space: OpenSpace
  last: DevicePlace
}

/** One log for all computers of a member, whichever process each writes and reads by. */
export function testRecords(clients: () => Clients): void {
  const append = (tools: Tools, writer: Writer, seen: LogPlace, linear = false) =>
    appendRecord(
      ...([tools, writer.member, writer.space, recordTypes.batch] as const),
      ...([randomBytes(300), seen, writer.last, linear] as const),
    ).then(({ head, device }) => {
      writer.last = device
      return head
    })

  /** All records of a space, as one of its computers reads and checks them. */
  async function readAll(tools: Tools, { member, space }: Writer) {
    const read = await readRecords(tools, member, space, logStart, () => true)
    expect(read.place).toEqual({ ...read.head, hash: new Uint8Array(read.head.hash) })
    return read.records
  }

  async function twoWriters(name: string): Promise<[Writer, Writer]> {
    const { desk, laptop } = await clients().twoComputers()
    const space = await openSpace(clients().at(0), desk, await namedSpace(desk, name))
    const writerOf = (member: Member): Writer => ({ member, space, last: { sequence: 0, header: null } })
    return [writerOf(desk), writerOf(laptop)]
  }

  test('what is appended at one process is read at the other, with the same hash of the log', async () => {
    const [desk, laptop] = await twoWriters('library')
    let place = logStart
    for (let round = 0; round < ROUNDS; round++) {
      const head = await append(clients().at(round), desk, place)
      const read = await readRecords(clients().at(round + 1), laptop.member, laptop.space, place, () => true)
      expect(read.records).toHaveLength(1)
      expect(Buffer.from(read.place.hash)).toEqual(Buffer.from(head.hash))
      expect(read.place.sequence).toBe(head.sequence)
      place = read.place
    }
    await readAll(clients().anywhere(), desk)
  })

  test('of two computers that append behind the same head at two processes, one does', async () => {
    const writers = await twoWriters('linear')
    let head = logStart
    for (let round = 0; round < ROUNDS; round++) {
      const done = await Promise.allSettled(
        writers.map((writer, process) => append(clients().at(process), writer, head, true)),
      )
      const [taken] = done.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
      const refused = done.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
      expect(refused).toEqual([expect.objectContaining({ code: 'conflict' })])
      expect(refused).toMatchObject([{ detail: { head: { sequence: head.sequence + 1 } } }])
      head = taken!
    }
    expect(await readAll(clients().anywhere(), writers[0])).toHaveLength(ROUNDS)
  })

  test('a log to which two computers append at two processes at once has no gap', async () => {
    const writers = await twoWriters('busy')
    const count = 25
    await Promise.all(
      writers.map(async (writer, process) => {
        for (let done = 0; done < count; done++) await append(clients().at(process), writer, logStart)
      }),
    )
    const records = await readAll(clients().anywhere(), writers[0])
    expect(records.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 2 * count }, (_, index) => index + 1),
    )
    for (const { member } of writers) {
      const own = records.filter(({ header }) => equal(header.device, publicKeyOf(member.session.deviceSeed)))
      expect(own.map(({ header }) => header.deviceSequence)).toEqual(
        Array.from({ length: count }, (_, index) => index + 1),
      )
    }
  })

  test('a computer that listens at one process hears what is appended at the other', async () => {
    const [desk, laptop] = await twoWriters('heard')
    const { path } = api.trust.events
    const listen = async (process: number): Promise<RawSocket> => {
      const events = await openSocket(clients().server.processes[process % 2]!)
      const asked = { method: 'GET', path, headers: {}, body: null }
      events.send(headOf('GET', path, signed(api.trust.events, '', laptop.member.session, asked).headers))
      await events.until((text) => text.includes(': here'))
      return events
    }
    for (const process of [0, 1]) {
      const events = await listen(process)
      const { sequence } = await append(clients().at(process + 1), desk, logStart)
      const space = Buffer.from(desk.space.space).toString('base64url')
      const told = `event: grew\ndata: ${JSON.stringify({ space, sequence })}\n`
      expect(await events.until((text) => text.includes('\ndata: '))).toContain(told)
      events.destroy()
    }
  })
}

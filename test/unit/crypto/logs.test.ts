import { describe, expect, test } from 'vitest'
import type { WalkedAccess } from '../../../src/main/space/export/walk-accesses.ts'
import { accessesOf } from '../../../src/main/space/export/walk-accesses.ts'
import { Walk } from '../../../src/main/space/export/walk.ts'
import { AccountRefusal } from '../../../src/main/space/account-refusal.ts'
import type { Cbor } from '../../../src/shared/crypto/cbor.ts'
import { decodeCbor, encodeCbor } from '../../../src/shared/crypto/cbor.ts'
import { parseHeader, signHeader } from '../../../src/shared/crypto/record-header.ts'
import type { RecordHeader } from '../../../src/shared/crypto/record-header.ts'
import { recordTypes } from '../../../src/shared/crypto/sealed-record.ts'
import { publicKeyOf } from '../../../src/shared/crypto/signature.ts'
import { sha256 } from '../../../src/shared/crypto/web-crypto.ts'
import type { AccessEntry } from '../../../src/shared/space/access-entry.ts'
import { encodeEntry } from '../../../src/shared/space/access-entry.ts'
import { base64url, ForeignAnswer } from '../../../src/shared/space/client/connection.ts'
import type { DevicePlace, LogPlace } from '../../../src/shared/space/client/space-log.ts'
import { appendRecord, logStart, readRecords } from '../../../src/shared/space/client/space-log.ts'
import { answering, memberOf, toolsFor } from '../../fixtures/is1/stand-in-server.ts'
import { seededRandom } from '../../fixtures/seeded-random.ts'

const random = seededRandom('logs')
const whose = { account: random.bytes(32), token: random.bytes(32), deviceSeed: random.bytes(32) }
const member = memberOf(whose)
const device = publicKeyOf(whose.deviceSeed)
const open = { space: random.bytes(16), key: random.bytes(32) }

type Sent = [header: Uint8Array, sealed: Uint8Array]

/** Written by this computer into a space, one behind the other. */
async function write(count: number, by = member, into = open): Promise<Sent[]> {
  const records: Sent[] = []
  let [seen, before]: [LogPlace, DevicePlace] = [logStart, { sequence: 0, header: null }]
  for (let sequence = 1; sequence <= count; sequence++) {
    const send = answering(by.session, async ({ body }) => {
      const { records: sent } = decodeCbor(body!) as { records: Sent[] } // As the client has just written it.
      records.push(...sent)
      const head = { sequence, hash: await sha256(seen.hash, await sha256(sent[0]![0])) }
      return encodeCbor({ sequences: [sequence], head })
    })
    const tools = toolsFor(send, random, 1_763_800_000_000)
    const text = random.bytes(20)
    const added = await appendRecord(tools, by, into, recordTypes.batch, text, seen, before)
    seen = added.head
    before = added.device
  }
  return records
}

async function read(
  records: readonly Sent[],
  numbered = (index: number) => index + 1,
  isOurs: (key: Uint8Array) => boolean = (key) => Buffer.compare(key, device) === 0,
) {
  let hash: Uint8Array = logStart.hash
  for (const [header] of records) hash = await sha256(hash, await sha256(header))
  const answer = encodeCbor({
    records: records.map(([header, sealed], index) => [numbered(index), header, sealed, 0]),
    head: { sequence: records.length, hash },
  })
  const tools = toolsFor(
    answering(whose, () => answer),
    random,
  )
  return readRecords(tools, member, open, logStart, isOurs)
}

/** The same record, said to be something else by the computer itself. */
function resigned([encoded, sealed]: Sent, changes: Partial<RecordHeader>, seed = whose.deviceSeed): Sent {
  return [signHeader(seed, { ...parseHeader(encoded).header, ...changes }), sealed]
}

describe('a space’s log', () => {
  test('is read as it was written, and its hash follows from all of it', async () => {
    const records = await write(3)
    const { records: opened, place } = await read(records)
    expect(opened.map(({ sequence, header }) => [sequence, header.deviceSequence])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ])
    let hash: Uint8Array = new Uint8Array(32)
    for (const [header] of records) hash = await sha256(hash, await sha256(header))
    expect(place).toEqual({ sequence: 3, hash })
    expect(opened[1]!.header.seenSequence).toBe(1)
    expect(opened[1]!.header.deviceBefore).toEqual(await sha256(records[0]![0]))
  })

  test('is refused after a change of any byte of a header or record', async () => {
    const [[header, sealed]] = (await write(1)) as [Sent]
    for (const [which, part] of [header, sealed].entries())
      for (const [at] of part.entries()) {
        const changed = part.slice()
        changed[at]! ^= 1 << (at % 8)
        const sent: Sent = which === 0 ? [changed, sealed] : [header, changed]
        await expect(read([sent]), `${which === 0 ? 'header' : 'record'}, byte ${at}`).rejects.toThrow(
          ForeignAnswer,
        )
      }
  })

  test('is refused with numbers that leave a gap or repeat', async () => {
    const records = await write(3)
    await expect(read(records, (index) => index)).rejects.toThrow(ForeignAnswer)
    await expect(read(records, (index) => index * 2 + 1)).rejects.toThrow(ForeignAnswer)
    await expect(read(records, () => 1)).rejects.toThrow(ForeignAnswer)
  })

  test('is refused with the records of two headers exchanged', async () => {
    const [one, two] = (await write(2)) as [Sent, Sent]
    await expect(
      read([
        [one[0], two[1]],
        [two[0], one[1]],
      ]),
    ).rejects.toThrow(ForeignAnswer)
  })

  test('is refused with a record of another account, space or computer', async () => {
    const other = random.bytes(32)
    const otherAccount = memberOf({ ...whose, account: other })
    const elsewhere = { ...open, space: random.bytes(16) }
    const stranger = memberOf({ ...whose, deviceSeed: random.bytes(32) })
    for (const [what, records] of Object.entries({
      account: await write(1, otherAccount),
      space: await write(1, member, elsewhere),
      computer: await write(1, stranger),
    }))
      await expect(read(records), what).rejects.toThrow(ForeignAnswer)
  })

  test('gives no record in the place of another, even when a computer of the member signs for it', async () => {
    const [first] = (await write(1)) as [Sent]
    const second = random.bytes(32)
    const isOurs = (key: Uint8Array) =>
      [device, publicKeyOf(second)].some((known) => Buffer.compare(known, key) === 0)
    await expect(read([resigned(first, {})], undefined, isOurs)).resolves.toBeDefined()
    for (const [what, sent] of Object.entries({
      'another number': resigned(first, { deviceSequence: 2 }),
      'another computer': resigned(first, { device: publicKeyOf(second) }, second),
      'another type': resigned(first, { type: recordTypes.profile }),
      'another space': resigned((await write(1, member, { ...open, space: random.bytes(16) }))[0]!, open),
      'another account': resigned((await write(1, memberOf({ ...whose, account: second })))[0]!, {
        owner: whose.account,
      }),
      'another key': (await write(1, member, { ...open, key: random.bytes(32) }))[0]!,
    }))
      await expect(read([sent], undefined, isOurs), what).rejects.toThrow(ForeignAnswer)
  })
})

describe('an access log', () => {
  const entry = (changes: Partial<AccessEntry> = {}): AccessEntry => ({
    ...{
      owner: whose.account,
      actor: whose.account,
      device,
      at: 1_763_800_000_000,
      verb: 'read',
      kind: 'blob',
    },
    ...{ object: random.bytes(32), first: 0, last: 299, bytes: 300, result: 'done' },
    ...changes,
  })
  type Line = { sequence: number; entry: Uint8Array; hash: Uint8Array }

  async function chained(entries: readonly Uint8Array[]): Promise<Line[]> {
    const lines: Line[] = []
    let hash: Uint8Array = new Uint8Array(32)
    for (const [index, encoded] of entries.entries()) {
      hash = await sha256(hash, await sha256(encoded))
      lines.push({ sequence: index + 1, entry: encoded, hash })
    }
    return lines
  }

  async function walk(lines: readonly Line[]) {
    const send = answering(whose, ({ url }) => {
      const after = Number(new URL(url).searchParams.get('after'))
      const accesses = after > 0 ? [] : lines.map((line) => ({ ...line, ...texts(line) }))
      return new TextEncoder().encode(JSON.stringify({ accesses }))
    })
    const tools = toolsFor(send, random)
    const read: WalkedAccess[] = []
    for await (const line of accessesOf(new Walk({ tools, member }, async () => undefined))) read.push(line)
    return read
  }
  const texts = (line: Line) => ({ entry: base64url(line.entry), hash: base64url(line.hash) })
  const refusedWalk = async (lines: readonly Line[], what?: string) =>
    expect(walk(lines), what).rejects.toThrow(AccountRefusal)

  test('is read as it was written', async () => {
    const entries = [entry(), entry({ verb: 'sign-in', kind: 'session' }), entry({ result: 'refused' })]
    const read = await walk(await chained(entries.map(encodeEntry)))
    expect(read.map(({ entry: decoded }) => decoded)).toEqual(entries)
  })

  test('is refused after a change of any byte of an entry or hash', async () => {
    const lines = await chained([entry(), entry()].map(encodeEntry))
    for (const name of ['entry', 'hash'] as const)
      for (const [at] of lines[0]![name].entries()) {
        const changed = lines[0]![name].slice()
        changed[at]! ^= 1 << (at % 8)
        await refusedWalk([{ ...lines[0]!, [name]: changed }, lines[1]!], `${name}, byte ${at}`)
      }
  })

  test('is refused with an entry left out, twice, or in another order', async () => {
    const lines = await chained([entry(), entry(), entry()].map(encodeEntry))
    const [one, two, three] = lines as [Line, Line, Line]
    for (const [what, of] of Object.entries({
      'the first left out': [two, three],
      'one left out': [one, three],
      'one twice': [one, one, two],
      'another order': [one, three, two],
    })) {
      await refusedWalk(of, what)
      await refusedWalk(
        of.map((line, index) => ({ ...line, sequence: index + 1 })),
        `${what}, numbered anew`,
      )
    }
  })

  test('is refused with an entry of another account, or of none, however well it follows', async () => {
    const [good, foreign] = [encodeEntry(entry()), encodeEntry(entry({ owner: random.bytes(32) }))]
    await refusedWalk(await chained([good, foreign]))
    const fields = decodeCbor(good) as Cbor[] // An entry is an array.
    for (const [what, changed] of Object.entries({
      'a short owner': fields.with(0, random.bytes(31)),
      'a short actor': fields.with(1, random.bytes(31)),
      'a long computer': fields.with(2, random.bytes(33)),
      'a time that takes fewer bytes': fields.with(3, 2 ** 32 - 1),
      'an unknown verb': fields.with(4, 'guess'),
      'an unknown kind': fields.with(5, 'thing'),
      'an object that is text': fields.with(6, 'blob'),
      'a first below zero': fields.with(7, -1),
      'an unknown result': fields.with(10, 'maybe'),
      'a field more': [...fields, 0],
      'a field less': fields.slice(0, -1),
    }))
      await refusedWalk(await chained([encodeCbor(changed)]), what)
  })
})

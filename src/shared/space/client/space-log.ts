import type { Bytes } from '../../crypto/bytes.ts'
import { ascii, concat, equal, u64 } from '../../crypto/bytes.ts'
import { fieldsOf, parseHeader, signHeader } from '../../crypto/record-header.ts'
import type { RecordHeader } from '../../crypto/record-header.ts'
import type { RecordType } from '../../crypto/sealed-record.ts'
import { openRecord, sealRecord } from '../../crypto/sealed-record.ts'
import { publicKeyOf, requireSigned } from '../../crypto/signature.ts'
import { openSpaceKey, sealSpaceKey } from '../../crypto/space-key.ts'
import { readSpaceStatement, stateSpace } from '../../crypto/space-statement.ts'
import { hmacSha256, NotAuthentic, sha256 } from '../../crypto/web-crypto.ts'
import { api } from '../api.ts'
import { Refusal } from '../refusal.ts'
import { BrokenAnswer, ForeignAnswer } from './connection.ts'
import { listDevices } from './devices.ts'
import type { Member, Tools } from './member.ts'
import { reportForeign } from './report.ts'

/** A space of one's own, with its key of epoch 0. */
export interface OpenSpace {
  space: Uint8Array
  key: Uint8Array
}

export interface StoredSpace extends OpenSpace {
  /** As the server has it. */
  sealedKey: Uint8Array
}

/** How far a computer knows a log. */
export interface LogPlace {
  sequence: number
  hash: Uint8Array
}

export interface OpenedRecord extends LogPlace {
  header: RecordHeader
  /** As it was signed. */
  encoded: Uint8Array
  sealed: Uint8Array
  plaintext: Bytes
}

export const logStart: LogPlace = { sequence: 0, hash: new Uint8Array(32) }

/** The id of a space that every computer of a member finds by its name: 16 bytes that say nothing to others. */
export async function namedSpace(member: Member, name: string): Promise<Bytes> {
  return (await hmacSha256(member.keys.index, concat(ascii('space'), ascii(name)))).slice(0, 16)
}

/**
 * The member's spaces with their sealed keys, each stated by one of the member's computers. One that is not is nobody's
 * here, and then none is shown.
 * @throws Refusal, ForeignAnswer
 */
export async function listSpaces(
  tools: Tools,
  member: Member,
): Promise<{ space: Uint8Array; epoch: number; sealedKey: Uint8Array }[]> {
  const { spaces } = await tools.connection.askAs(member.session, api.spaces.list, {})
  const ours = await listDevices(tools, member)
  const isOurs = (key: Uint8Array) => ours.some((device) => equal(device.key, key))
  const found: { space: Uint8Array; epoch: number; sealedKey: Uint8Array }[] = []
  try {
    for (const { space, keys } of spaces)
      for (const { epoch, sealedKey, statement } of keys) {
        const stated = await readSpaceStatement(statement, sealedKey)
        const fits = equal(stated.owner, member.session.account) && equal(stated.space, space)
        if (!fits || stated.epoch !== epoch || !isOurs(stated.device)) throw new NotAuthentic()
        found.push({ space, epoch, sealedKey })
      }
  } catch (error) {
    await foreign(tools, member)(error)
  }
  return found
}

/** @returns null where the server has none. @throws Refusal, ForeignAnswer */
export async function findSpace(
  tools: Tools,
  member: Member,
  space: Uint8Array,
): Promise<StoredSpace | null> {
  const listed = await listSpaces(tools, member)
  const found = listed.find((known) => equal(known.space, space) && known.epoch === 0)
  if (!found) return null
  const { sealedKey } = found
  const key = await openKey(member, space, sealedKey).catch(foreign(tools, member))
  return { space, key, sealedKey }
}

/**
 * Gives the server a space with its sealed key, which any computer of the member may state.
 * @throws NotAuthentic when the key is not sealed for this space; Refusal, also `conflict` when it has another key
 */
export async function addSpace(
  { connection }: Tools,
  member: Member,
  space: Uint8Array,
  sealedKey: Uint8Array,
): Promise<StoredSpace> {
  const { session } = member
  const key = await openKey(member, space, sealedKey)
  const stated = { owner: session.account, space, epoch: 0, device: publicKeyOf(session.deviceSeed) }
  const statement = await stateSpace(session.deviceSeed, stated, sealedKey)
  await connection.askAs(session, api.spaces.add, { body: { sealedKey, statement } })
  return { space, key, sealedKey }
}

/** Opens a space, and makes it first where there is none. @throws Refusal, ForeignAnswer */
export async function openSpace(tools: Tools, member: Member, space: Uint8Array): Promise<StoredSpace> {
  const found = await findSpace(tools, member, space)
  if (found) return found
  const { session, keys } = member
  const of = { account: session.account, space, epoch: 0 }
  const sealedKey = await sealSpaceKey(keys.library, of, tools.random.bytes(32), tools.random)
  return addSpace(tools, member, space, sealedKey).catch(async (error: unknown) => {
    if (!(error instanceof Refusal) || error.code !== 'conflict') throw error
    // Another computer of the member has made it meanwhile.
    const made = await findSpace(tools, member, space)
    if (!made) throw error
    return made
  })
}

function openKey({ session, keys }: Member, space: Uint8Array, sealedKey: Uint8Array): Promise<Bytes> {
  return openSpaceKey(keys.library, { account: session.account, space, epoch: 0 }, sealedKey)
}

/** What a computer wrote last into a space; its next record follows it. */
export interface DevicePlace {
  sequence: number
  header: Uint8Array | null
}

/** A record that is sealed and signed, and can be sent any number of times. */
export interface SealedRecord {
  deviceSequence: number
  header: Uint8Array
  sealed: Uint8Array
}

/** Seals and signs the next record of this computer. @param clock latest time in it, milliseconds since 1970 */
export async function sealNext(
  { random }: Tools,
  { session }: Member,
  { space, key }: OpenSpace,
  type: RecordType,
  plaintext: Uint8Array,
  seen: LogPlace,
  before: DevicePlace,
  clock: number,
): Promise<SealedRecord> {
  const device = publicKeyOf(session.deviceSeed)
  const deviceSequence = before.sequence + 1
  const place = placeOf(session.account, space, type, device, deviceSequence)
  const sealed = await sealRecord(key, place, plaintext, random)
  const header = signHeader(session.deviceSeed, {
    owner: session.account,
    space,
    body: await sha256(sealed),
    device,
    deviceSequence,
    deviceBefore: before.header ? await sha256(before.header) : new Uint8Array(32),
    type,
    epoch: 0,
    seenSequence: seen.sequence,
    seenHash: seen.hash,
    clock,
    adds: [],
    drops: [],
  })
  return { deviceSequence, header, sealed }
}

/**
 * Adds a record to the log. Sent again it is found, not added.
 * @param after where the log must end, for what must be linear; null to add wherever it ends
 * @throws Refusal, also `clock` and `conflict`; ForeignAnswer
 */
export async function sendRecord(
  { connection }: Tools,
  { session }: Member,
  { space }: Pick<OpenSpace, 'space'>,
  { header, sealed }: SealedRecord,
  after: LogPlace | null,
): Promise<{ sequence: number; head: LogPlace }> {
  const { sequences, head } = await connection.askAs(session, api.records.append, {
    params: { space },
    body: { after, records: [[header, sealed]] },
  })
  const [sequence] = sequences
  if (!sequence || sequences.length > 1 || sequence > head.sequence) throw new BrokenAnswer()
  return { sequence, head }
}

/** Seals, signs and appends one record. @returns where the log ends and what this computer wrote last */
export async function appendRecord(
  tools: Tools,
  member: Member,
  space: OpenSpace,
  type: RecordType,
  plaintext: Uint8Array,
  seen: LogPlace,
  before: DevicePlace,
  linear = false,
): Promise<{ head: LogPlace; device: DevicePlace }> {
  const record = await sealNext(tools, member, space, type, plaintext, seen, before, tools.now())
  const { head } = await sendRecord(tools, member, space, record, linear ? seen : null)
  return { head, device: { sequence: record.deviceSequence, header: record.header } }
}

/**
 * Reads on from a place. Each record must be signed for this account and space by the computer it names, follow the one
 * before, and open; none are given only where the log ends.
 * @param isOurs whether a computer is one of the member's, by its certificate
 * @throws Refusal, ForeignAnswer, BrokenAnswer
 */
export async function readRecords(
  tools: Tools,
  member: Member,
  { space, key }: OpenSpace,
  after: LogPlace,
  isOurs: (device: Uint8Array) => boolean | Promise<boolean>,
): Promise<{ records: OpenedRecord[]; place: LogPlace; head: LogPlace }> {
  const { account } = member.session
  const answer = await tools.connection.askAs(member.session, api.records.read, {
    params: { space },
    query: { after: after.sequence, hash: after.hash, limit: 256 },
  })
  const records: OpenedRecord[] = []
  let place = after
  try {
    for (const [sequence, encoded, sealed] of answer.records) {
      const { header, signature } = parseHeader(encoded)
      requireSigned(header.device, 'is1/record', fieldsOf(header), signature)
      const fits =
        sequence === place.sequence + 1 &&
        equal(header.owner, account) &&
        equal(header.space, space) &&
        (await isOurs(header.device)) &&
        equal(header.body, await sha256(sealed))
      if (!fits) throw new NotAuthentic()
      const at = placeOf(account, space, header.type as RecordType, header.device, header.deviceSequence)
      const plaintext = await openRecord(key, at, sealed)
      place = { sequence, hash: await sha256(place.hash, await sha256(encoded)) }
      records.push({ ...place, header, encoded, sealed, plaintext })
    }
  } catch (error) {
    await foreign(tools, member)(error)
  }
  const { head } = answer
  const isWhole = records.length > 0 || head.sequence === after.sequence
  if (!isWhole || (head.sequence === place.sequence && !equal(head.hash, place.hash)))
    throw new BrokenAnswer()
  return { records, place, head }
}

function placeOf(
  account: Uint8Array,
  space: Uint8Array,
  type: RecordType,
  device: Uint8Array,
  deviceSequence: number,
) {
  const object = concat(device, u64(deviceSequence))
  return { type, owner: account, space, epoch: 0, object, version: 0, author: account }
}

function foreign({ connection }: Tools, { session }: Member) {
  return async (error: unknown): Promise<never> => {
    if (!(error instanceof NotAuthentic)) throw error
    await reportForeign(connection, session, 'foreign-record')
    throw new ForeignAnswer()
  }
}

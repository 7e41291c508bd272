import { createHash } from 'node:crypto'
import { equal } from '../../shared/crypto/bytes.ts'
import type { RecordHeader } from '../../shared/crypto/record-header.ts'
import type { api } from '../../shared/space/api.ts'
import { Refusal } from '../../shared/space/refusal.ts'
import type { Answer, Input } from '../../shared/space/route.ts'
import { ANSWER_LIMIT, RECORDS_PER_CALL } from '../../shared/space/routes/spaces.ts'
import type { Owned, PrivateCall } from '../http/access.ts'
import type { Handlers } from '../http/handlers.ts'
import type { Parts } from '../parts.ts'
import type { LogHead } from '../store/record-log.ts'
import { append, hashAt, headOf, openLog, recordsAfter } from '../store/record-log.ts'
import { hasSpace } from '../store/space-rows.ts'
import type { AccountStore } from '../store/store.ts'
import { ownerIn } from './owner-in.ts'
import type { Pokes } from './pokes.ts'
import { verifyHeader } from './verify-header.ts'

type Append = Input<typeof api.records.append>
type Read = Input<typeof api.records.read>

/** A clock further ahead than this is wrong; its edits would beat all others for as long. Milliseconds. */
const CLOCK_AHEAD = 5 * 60_000

export function recordHandlers({ pokes }: Parts): Handlers['records'] {
  return {
    append: (call, input) => appendRecords(pokes, call, input),
    read: readRecords,
  }
}

async function appendRecords(
  pokes: Pokes,
  call: PrivateCall,
  { params, body }: Append,
): Promise<Owned<Answer<typeof api.records.append>>> {
  const { access, store, note, afterwards } = call
  const records = body.records.map(([header, sealed]) => ({
    encoded: Buffer.from(header),
    sealed: Buffer.from(sealed),
    header: verifyHeader(header),
  }))
  for (const { header, sealed } of records) requireFits(call, params.space, header, sealed)
  const first = records[0]!.header.deviceSequence
  // The one before the first of these too: theirs must follow it.
  const log = await openLog(store, params.space, access.device, first - 1)
  if (!log) throw noSpace()
  const { head, own: earlier } = log
  const known = new Map(earlier.map((record) => [record.deviceSequence, record]))

  let before = known.get(first - 1)?.header
  const sequences: number[] = []
  const added: typeof records = []
  for (const record of records) {
    const { deviceSequence, deviceBefore } = record.header
    const there = known.get(deviceSequence)
    if (there && !there.header.equals(record.encoded))
      throw conflict(head, 'This computer has sent another record of this number.')
    if (!there) {
      const follows = deviceSequence === 1 ? Buffer.alloc(32) : before && hashOf(before)
      if (!follows?.equals(deviceBefore) || earlier.some((of) => of.deviceSequence > deviceSequence))
        throw conflict(head, 'The record does not follow the last one of this computer.')
      added.push(record)
    }
    sequences.push(there?.sequence ?? head.sequence + added.length)
    before = record.encoded
  }
  if (added.length > 0 && body.after !== null && !isAt(head, body.after))
    throw conflict(head, 'The log has grown meanwhile.')

  const grown = append(
    store,
    params.space,
    head,
    added.map(({ encoded, sealed, header }) => ({
      header: encoded,
      body: sealed,
      device: access.device,
      deviceSequence: header.deviceSequence,
    })),
  )
  if (added.length > 0) {
    afterwards(() => pokes.tell(store.account, params.space, grown.sequence))
    const bytes = added.reduce((sum, { encoded, sealed }) => sum + encoded.length + sealed.length, 0)
    const [from, to] = [head.sequence + 1, grown.sequence]
    note({ verb: 'write', kind: 'record', object: params.space, first: from, last: to, bytes })
  }
  return { owners: records.map(({ header }) => header.owner), answer: { sequences, head: grown } }
}

async function readRecords(
  { store, note }: PrivateCall,
  { params, query }: Read,
): Promise<Owned<Answer<typeof api.records.read>>> {
  await requireSpace(store, params.space)
  const head = await headOf(store, params.space)
  const known = await hashAt(store, params.space, query.after)
  if (known === null) throw lost('rewound', head, 'The log does not reach that far any more.')
  if (!known.equals(query.hash)) throw lost('forked', head, 'The log went another way.')
  const limit = Math.min(Math.max(query.limit, 1), RECORDS_PER_CALL)
  const records = await recordsAfter(store, params.space, query.after, limit, ANSWER_LIMIT)
  const owners = records.map(({ header }) => ownerIn(header))
  for (const run of runsOf(records, owners))
    note({ verb: 'read', kind: 'record', object: params.space, ...run.range }, run.owner)
  return {
    owners,
    answer: {
      records: records.map(({ sequence, header, body, appendedAt }) => [
        sequence,
        header,
        body,
        appendedAt.getTime(),
      ]),
      head,
    },
  }
}

interface Run {
  owner: Buffer
  range: { first: number; last: number; bytes: number }
}

/** Records of one owner in a row are one line of the access log. */
function runsOf(
  records: readonly { sequence: number; header: Buffer; body: Buffer }[],
  owners: Buffer[],
): Run[] {
  const runs: Run[] = []
  for (const [at, { sequence, header, body }] of records.entries()) {
    const owner = owners[at]!
    const bytes = header.length + body.length
    const run = runs.at(-1)
    if (run?.owner.equals(owner)) {
      run.range.last = sequence
      run.range.bytes += bytes
    } else runs.push({ owner, range: { first: sequence, last: sequence, bytes } })
  }
  return runs
}

/** What the computer has signed must be of this account, this space, this computer and this body. */
function requireFits({ access, now }: PrivateCall, space: Uint8Array, header: RecordHeader, sealed: Buffer) {
  const fits =
    access.account.equals(header.owner) &&
    access.device.equals(header.device) &&
    equal(header.space, space) &&
    hashOf(sealed).equals(header.body)
  if (!fits) throw new Refusal('bad-input', 'The header is signed for something else. Nothing was added.')
  if (header.clock > now + CLOCK_AHEAD)
    throw new Refusal('clock', 'The clock of this computer is ahead. Nothing was added.', { serverTime: now })
}

async function requireSpace(store: AccountStore, space: Uint8Array): Promise<void> {
  if (!(await hasSpace(store, space))) throw noSpace()
}

function noSpace(): Refusal {
  return new Refusal('not-found', 'There is no such space.')
}

function isAt(head: LogHead, at: { sequence: number; hash: Uint8Array }): boolean {
  return head.sequence === at.sequence && head.hash.equals(at.hash)
}

function conflict(head: LogHead, sentence: string): Refusal {
  return lost('conflict', head, `${sentence} Nothing was added.`)
}

function lost(code: 'conflict' | 'rewound' | 'forked', head: LogHead, sentence: string): Refusal {
  return new Refusal(code, sentence, {
    head: { sequence: head.sequence, hash: head.hash.toString('base64url') },
  })
}

function hashOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}

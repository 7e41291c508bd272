import { z } from 'zod'
import type { Bytes } from '../crypto/bytes.ts'
import { concat } from '../crypto/bytes.ts'
import type { Cbor } from '../crypto/cbor.ts'
import { decodeCbor, encodeCbor } from '../crypto/cbor.ts'
import { bytesOf } from '../crypto/statement.ts'
import { compareHybridTimes, parseHybridTime } from '../hybrid-clock.ts'
import type { HybridTime } from '../hybrid-clock.ts'
import { gunzip, gzip } from './gzip.ts'
import { bytesOfHex, hexOf } from './hex.ts'
import { MalformedBatch, requireOperation } from './operation.ts'
import type { TravellingOperation } from './operation.ts'
import { fieldOfCode, travellingFields } from './travelling-fields.ts'
import type { TravellingField, TravellingFieldName } from './travelling-fields.ts'

declare const TextEncoder: { new (): { encode(text: string): Bytes } }
declare const TextDecoder: {
  new (label: 'utf-8', options: { fatal: true; ignoreBOM: true }): { decode(bytes: Uint8Array): string }
}

/** First byte of a batch that is written as docs/sync.md says. */
const VERSION = 1

/** Operations of a batch at most. */
export const BATCH_OPERATIONS = 4096

/** Bytes of a batch before it is compressed, at most; one operation that is longer has a batch of its own. */
export const BATCH_BYTES = 2 ** 18

/** What a batch may unpack to: 1 MiB, more than one operation with the longest text (3 bytes of UTF-8 per unit). */
export const UNPACKED_BYTES = 2 ** 20

/** Head of the array of groups; of a group its own head, code, time and the head of its operations. */
const BATCH_HEAD = 3
const GROUP_HEAD = 1 + 2 + 17 + 3

export interface DecodedBatch {
  /** In the order of their times. */
  operations: TravellingOperation[]
  /**
   * What a newer program wrote and this one cannot read, as a batch: decoding it again after an update gives its
   * operations. Null: there is nothing of that kind.
   */
  unknown: Bytes | null
}

/** Cuts operations into batches that keep the limits, in the order of their times. */
export function batchesOf(operations: readonly TravellingOperation[]): TravellingOperation[][] {
  const batches: TravellingOperation[][] = []
  let batch: TravellingOperation[] = []
  let bytes = 0
  let group = ''
  for (const operation of inOrder(operations)) {
    const own = sizeOf(rowOf(operation))
    const grown = bytes + own + (groupOf(operation) === group ? 0 : GROUP_HEAD)
    if (batch.length === 0 || batch.length === BATCH_OPERATIONS || grown > BATCH_BYTES) {
      batches.push((batch = []))
      bytes = BATCH_HEAD + GROUP_HEAD + own
    } else {
      bytes = grown
    }
    batch.push(operation)
    group = groupOf(operation)
  }
  return batches
}

/**
 * The plaintext of a batch, ready to be sealed.
 * @param operations one of what batchesOf gave
 * @throws MalformedBatch when one of them cannot travel
 */
export async function encodeBatch(operations: readonly TravellingOperation[]): Promise<Bytes> {
  const groups = new Map<string, [code: number, time: Bytes, rows: Cbor[]]>()
  for (const operation of inOrder(operations)) {
    requireOperation(operation, 'an operation')
    const { code } = travellingFields[operation.field]
    const group = groups.get(groupOf(operation)) ?? [code, bytesOfHex(operation.time), []]
    groups.set(groupOf(operation), group)
    group[2].push(rowOf(operation))
  }
  return pack([...groups.values()])
}

/** @throws MalformedBatch when it is not a batch, naming the first thing that is wrong */
export async function decodeBatch(packed: Uint8Array): Promise<DecodedBatch> {
  const version = packed[0]
  if (version === undefined || version < VERSION) throw new MalformedBatch('the version of the batch')
  if (version > VERSION) return { operations: [], unknown: Uint8Array.from(packed) }
  const groups = parseGroups(await unpack(packed.subarray(1)))
  const operations = groups.flatMap((group, at) => operationsOf(group, `group ${at}`))
  if (operations.length > BATCH_OPERATIONS) throw new MalformedBatch('the number of operations')
  const unknown = groups.filter(({ field }) => field === null).map(({ encoded }) => encoded)
  return { operations, unknown: unknown.length === 0 ? null : await pack(unknown) }
}

async function pack(groups: readonly Cbor[]): Promise<Bytes> {
  return concat(Uint8Array.of(VERSION), await gzip(encodeCbor(groups)))
}

async function unpack(packed: Uint8Array): Promise<Bytes> {
  try {
    return await gunzip(packed, UNPACKED_BYTES)
  } catch (error) {
    throw new MalformedBatch(error instanceof RangeError ? 'a batch that is too large' : 'the compression')
  }
}

interface Group {
  /** Null: this program does not know it. */
  field: TravellingFieldName | null
  encoded: readonly Cbor[]
}

const groupsSchema = z.array(
  z.array(z.custom<Cbor>()).refine(([code]) => typeof code === 'number' && code > 0),
)

function parseGroups(bytes: Uint8Array): Group[] {
  const groups = parsed(() => groupsSchema.parse(decodeCbor(bytes)), 'the structure of the batch')
  // The code has just been checked.
  return groups.map((encoded) => ({ field: fieldOfCode(encoded[0] as number), encoded }))
}

const groupSchema = z.tuple([z.number(), bytesOf(16), z.array(z.custom<Cbor>()).min(1)])

function operationsOf({ field, encoded }: Group, where: string): TravellingOperation[] {
  if (field === null) return []
  const [, timeBytes, rows] = parsed(() => groupSchema.parse(encoded), `${where} (${field})`)
  const time = parseHybridTime(hexOf(timeBytes))
  return rows.map((row, at) => {
    const place = `operation ${at} of ${where}`
    const operation = parsed(() => operationOf(field, time, row), `${place} (${field})`)
    requireOperation(operation, place)
    return operation
  })
}

/** By hand, since a batch has thousands. @throws TypeError when it does not have the form of a row */
function operationOf(field: TravellingFieldName, time: HybridTime, row: Cbor): TravellingOperation {
  if (!Array.isArray(row) || row.length !== 4) throw new TypeError('not a row')
  const [object, element, base, value] = row as Cbor[]
  return {
    field,
    object: idOf(object),
    element: elementOf(travellingFields[field].element, element),
    time,
    base: base === null ? null : parseHybridTime(idOf(base)),
    value: value === null || typeof value === 'number' ? value : textOf(value),
  }
}

function elementOf(kind: TravellingField['element'], element: Cbor | undefined): string {
  if (kind === 'keyword') return textOf(element)
  if (kind !== 'none') return idOf(element)
  if (element !== null) throw new TypeError('an element where there is none')
  return ''
}

function idOf(value: Cbor | undefined): string {
  if (!(value instanceof Uint8Array) || value.length !== 16) throw new TypeError('not 16 bytes')
  return hexOf(value)
}

function parsed<Value>(body: () => Value, what: string): Value {
  try {
    return body()
  } catch {
    throw new MalformedBatch(what)
  }
}

function rowOf({ field, object, element, base, value }: TravellingOperation): Cbor[] {
  const kind = travellingFields[field].element
  return [
    bytesOfHex(object),
    kind === 'none' ? null : kind === 'keyword' ? bytesOfText(element) : bytesOfHex(element),
    base === null ? null : bytesOfHex(base),
    typeof value === 'string' ? bytesOfText(value) : value,
  ]
}

function groupOf({ field, time }: TravellingOperation): string {
  return time + field
}

/** By time, then field: what was made at once of one field is one group. */
function inOrder(operations: readonly TravellingOperation[]): TravellingOperation[] {
  return operations.toSorted(
    (a, b) =>
      compareHybridTimes(a.time, b.time) || travellingFields[a.field].code - travellingFields[b.field].code,
  )
}

/** How many bytes encodeCbor makes of a row. */
function sizeOf(value: Cbor): number {
  if (value instanceof Uint8Array) return headOf(value.length) + value.length
  if (Array.isArray(value))
    return headOf(value.length) + value.reduce((sum: number, one: Cbor) => sum + sizeOf(one), 0)
  return typeof value === 'number' ? headOf(value) : 1
}

/** Bytes that CBOR takes for a number that is not negative, or for the length in front of something. */
function headOf(count: number): number {
  return count < 24 ? 1 : count < 0x100 ? 2 : count < 0x1_0000 ? 3 : count < 0x1_0000_0000 ? 5 : 9
}

/**
 * Texts are bytes of UTF-8 in a batch. A text of CBOR would do for nearly all, but what begins with U+FEFF would not come
 * back as it was.
 */
function bytesOfText(text: string): Bytes {
  return new TextEncoder().encode(text)
}

function textOf(value: Cbor | undefined): string {
  if (!(value instanceof Uint8Array)) throw new TypeError('not bytes')
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value)
}

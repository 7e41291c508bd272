import assert from 'node:assert/strict'
import { gunzipSync } from 'node:zlib'
import { decodeCbor } from '../../../src/shared/crypto/cbor.ts'
import { keywordKey } from '../../../src/shared/keyword.ts'
import { RegisterSource } from '../../../src/shared/registers.ts'
import { fieldOfCode, travellingFields } from '../../../src/shared/sync/travelling-fields.ts'
import type { Device } from './device.ts'
import type { MemorySpace } from './memory-space.ts'

/** An edit as it was made, with the ids of whoever made it. */
interface Edit {
  register: string
  field: string
  time: string
  base: string | null
  value: string | number | null
}

/** The simple model: of a register's edits the latest holds, and a text that nobody had seen is kept. */
export function checkModel(devices: readonly Device[], space: MemorySpace): void {
  const canonical = canonicalIds(devices[0]!)
  const logged = space.records.flatMap(({ body }) => editsIn(body, canonical))
  const times = new Map<string, Set<string>>()
  for (const { register, time } of logged) times.set(register, (times.get(register) ?? new Set()).add(time))
  for (const device of devices) {
    // Restoring leaves edits that were sent and are no longer the device's own; those that are must all be in the log.
    for (const { register, field, time } of ownEdits(device, canonical)) {
      const there = times.get(register) ?? new Set<string>()
      const isKept = isText(field) ? there.has(time) : [...there].some((other) => other >= time)
      assert.ok(isKept, `an edit of ${device.name} is lost: ${register} at ${time}`)
    }
  }
  const registers = Map.groupBy(logged, ({ register }) => register)
  const lost = new Map<string, string[]>()
  const held = devices.map((device) => heldBy(device, canonical))
  for (const [register, edits] of registers) {
    const last = edits.reduce((a, b) => (b.time > a.time ? b : a))
    if (isText(last.field)) lost.set(register, lostTexts(edits, last))
    for (const [at, { name }] of devices.entries())
      assert.deepEqual(held[at]!.get(register), last.value, `${register} on ${name}`)
  }
  for (const device of devices) checkLost(device, canonical, lost)
}

const isText = (field: string) =>
  (travellingFields as Record<string, { merge: string }>)[field]?.merge === 'text'

function lostTexts(edits: readonly Edit[], last: Edit): string[] {
  const at = new Map(edits.map((one) => [one.time, one]))
  const settled = new Set(edits.map(({ base }) => (base === null ? undefined : at.get(base)?.value)))
  const texts = edits
    .map(({ value }) => value)
    .filter((value) => value !== '' && value !== last.value && !settled.has(value))
  return [...new Set(texts as string[])].sort()
}

function checkLost(
  device: Device,
  canonical: Map<string, string>,
  expected: ReadonlyMap<string, string[]>,
): void {
  const shown = new Map(
    device.writer
      .overwrittenTexts()
      .map(({ field, photoId, albumId, others }) => [
        `${field} ${canonical.get((photoId ?? albumId)!) ?? albumId} `,
        others.toSorted(),
      ]),
  )
  for (const [register, texts] of expected)
    assert.deepEqual(shown.get(register) ?? [], texts, `overwritten texts of ${register} on ${device.name}`)
}

/** Any id of a photo, to the smallest of them. */
function canonicalIds(device: Device): Map<string, string> {
  const rows = device.rows<{ id: string; least: string }>(
    `WITH ids AS (SELECT slot, lower(hex(id)) AS id FROM photos UNION SELECT photo, lower(hex(id)) FROM photo_aliases)
     SELECT id, (SELECT min(o.id) FROM ids o WHERE o.slot = i.slot) AS least FROM ids i`,
  )
  return new Map(rows.map(({ id, least }) => [id, least]))
}

function registerName(
  field: string,
  object: string,
  element: string,
  canonical: Map<string, string>,
): string {
  const kind = (travellingFields as Record<string, { element: string }>)[field]!.element
  const of = kind === 'keyword' ? keywordKey(element) : (canonical.get(element) ?? element)
  return `${field} ${canonical.get(object) ?? object} ${of}`
}

/** A batch, read without the code that is tested. */
function editsIn(body: Uint8Array, canonical: Map<string, string>): Edit[] {
  const hex = (bytes: Uint8Array | null) => bytes && Buffer.from(bytes).toString('hex')
  type Bytes = Uint8Array
  const groups = decodeCbor(gunzipSync(body.subarray(1))) as [
    number,
    Bytes,
    [Bytes, Bytes | null, Bytes | null, unknown][],
  ][]
  return groups.flatMap(([code, time, operations]) => {
    const field = fieldOfCode(code)!
    if (field === 'file' || field === 'added') return []
    const isKeyword = field === 'keyword'
    return operations.map(([object, element, base, value]) => ({
      register: registerName(
        field,
        hex(object)!,
        isKeyword ? Buffer.from(element!).toString() : (hex(element) ?? ''),
        canonical,
      ),
      field,
      time: hex(time)!,
      base: hex(base),
      value: (value instanceof Uint8Array ? Buffer.from(value).toString() : value) as Edit['value'],
    }))
  })
}

const withIds = `(CASE WHEN field LIKE 'album.%' THEN (SELECT lower(hex(id)) FROM albums WHERE number = object)
    ELSE (SELECT lower(hex(id)) FROM photos WHERE slot = object) END) AS id,
  (CASE field WHEN 'keyword' THEN (SELECT key FROM keywords WHERE number = element)
    WHEN 'album.member' THEN (SELECT lower(hex(id)) FROM photos WHERE slot = element) ELSE '' END) AS element`

interface NamedRow {
  field: string
  id: string
  element: string
  time: string
  value: string | number | null
}

/** What the user did here since the catalog is kept in step: before that, only what each register held goes. */
function ownEdits(
  device: Device,
  canonical: Map<string, string>,
): { register: string; field: string; time: string }[] {
  return device
    .rows<NamedRow>(
      `SELECT field, lower(hex(time)) AS time, value, ${withIds} FROM operations o
       WHERE source <> ${RegisterSource.file} AND field <> 'added' AND number > ?
         AND EXISTS (SELECT 1 FROM actions WHERE kind <> 'received' AND o.number BETWEEN first_operation AND last_operation)`,
      device.joinedAt,
    )
    .map(({ field, id, element, time }) => ({
      register: registerName(field, id, element, canonical),
      field,
      time,
    }))
}

function heldBy(device: Device, canonical: Map<string, string>): Map<string, unknown> {
  return new Map(
    device
      .rows<NamedRow>(
        `SELECT field, '' AS time, value, ${withIds} FROM registers WHERE source <> ${RegisterSource.file}`,
      )
      .map(({ field, id, element, value }) => [registerName(field, id, element, canonical), value]),
  )
}

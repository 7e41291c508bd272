import { randomInt } from 'node:crypto'
import fc from 'fast-check'
import { parseHybridTime } from '../../../src/shared/hybrid-clock.ts'
import type { HybridTime } from '../../../src/shared/hybrid-clock.ts'
import type { RegisterValue } from '../../../src/shared/registers.ts'
import type { TravellingOperation } from '../../../src/shared/sync/operation.ts'
import { travellingFields } from '../../../src/shared/sync/travelling-fields.ts'
import type { TravellingFieldName } from '../../../src/shared/sync/travelling-fields.ts'

export const fieldNames = Object.keys(travellingFields) as TravellingFieldName[] // Its own keys.

/** A seed that a failing run can be given again: SEED in the environment; else another each time, and printed. */
export function printedSeed(name: string): number {
  const seed = Number(process.env['SEED'] ?? randomInt(2 ** 31))
  console.log(`${name}: SEED=${seed}`)
  return seed
}

/** The n-th time, of one device. */
export function at(n: number, device = 1): HybridTime {
  return parseHybridTime(
    (1_700_000_000_000 + n).toString(16).padStart(12, '0') + '0000' + device.toString(16).padStart(16, '0'),
  )
}

export function idOf(n: number): string {
  return (n + 1).toString(16).padStart(32, '0')
}

/** Values that a field can have. */
export const values: Readonly<Record<TravellingFieldName, fc.Arbitrary<RegisterValue>>> = {
  added: fc.maxSafeNat(),
  rating: fc.nat(5),
  flag: fc.nat(2),
  label: fc.nat(5),
  title: texts(),
  caption: texts(),
  creator: texts(),
  copyright: texts(),
  trashed_at: fc.option(fc.maxSafeNat()),
  face_choice: fc.option(fc.nat(1000).map(idOf)),
  keyword: fc.nat(1),
  'album.title': texts(),
  'album.alive': fc.nat(1),
  'album.member': fc.option(fc.stringMatching(/^[0-9A-Za-z]{0,30}[1-9A-Za-z]$/)),
  'blob.file': fc.option(fc.nat(9).map((n) => JSON.stringify({ blob: n }))),
  'blob.grid': fc.option(fc.nat(9).map((n) => JSON.stringify({ blob: n }))),
  'blob.screen': fc.option(fc.nat(9).map((n) => JSON.stringify({ blob: n }))),
  file: fc.option(fc.string({ unit: 'grapheme', maxLength: 40 }).map((name) => JSON.stringify({ name }))),
}

/** Some with what encoders of text trip over: a byte order mark in front, NUL, characters outside the basic plane. */
function texts(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 9 }).map((text) => `\uFEFF${text}`),
    fc.constantFrom('', '\0', '白鳥の湖', '🦢'),
  )
}

const elements = {
  none: fc.constant(''),
  keyword: fc.constantFrom('swan', 'Schwan', 'SCHWAN', '白鳥', 'Café', '\uFEFFswan', 'a'.repeat(500)),
  photo: fc.nat(50).map(idOf),
  file: fc.nat(50).map(idOf),
}

export const anyOperation: fc.Arbitrary<TravellingOperation> = fc
  .constantFrom(...fieldNames)
  .chain((field) => operationOf(field))

export function operationOf(field: TravellingFieldName): fc.Arbitrary<TravellingOperation> {
  return fc.record({
    field: fc.constant(field),
    object: fc.nat(50).map(idOf),
    element: elements[travellingFields[field].element],
    time: fc.integer({ min: 10, max: 40 }).map((n) => at(n)),
    base: fc.option(fc.nat(9).map((n) => at(n))),
    value: values[field],
  })
}

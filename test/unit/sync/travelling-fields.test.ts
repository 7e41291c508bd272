import { expect, test } from 'vitest'
import { photoFields, registerFields } from '../../../src/shared/registers.ts'
import {
  fieldOfCode,
  LONGEST_KEYWORD,
  LONGEST_TEXT,
  travellingFields,
} from '../../../src/shared/sync/travelling-fields.ts'
import type { TravellingFieldName } from '../../../src/shared/sync/travelling-fields.ts'
import { MalformedBatch, requireOperation } from '../../../src/shared/sync/operation.ts'
import { at, fieldNames, idOf } from './operations.ts'

// Codes are in the batches of everybody: a line here may be added, never changed.
const table: Readonly<Record<TravellingFieldName, [number, 'photo' | 'album', string, 'register' | 'text']>> =
  {
    added: [1, 'photo', 'none', 'register'],
    rating: [2, 'photo', 'none', 'register'],
    flag: [3, 'photo', 'none', 'register'],
    label: [4, 'photo', 'none', 'register'],
    title: [5, 'photo', 'none', 'text'],
    caption: [6, 'photo', 'none', 'text'],
    creator: [7, 'photo', 'none', 'text'],
    copyright: [8, 'photo', 'none', 'text'],
    trashed_at: [9, 'photo', 'none', 'register'],
    face_choice: [10, 'photo', 'none', 'register'],
    keyword: [11, 'photo', 'keyword', 'register'],
    'album.title': [12, 'album', 'none', 'text'],
    'album.alive': [13, 'album', 'none', 'register'],
    'album.member': [14, 'album', 'photo', 'register'],
    file: [15, 'photo', 'file', 'register'],
    'blob.file': [16, 'photo', 'file', 'register'],
    'blob.grid': [17, 'photo', 'none', 'register'],
    'blob.screen': [18, 'photo', 'none', 'register'],
  }

const text = {
  good: ['', 'a', '\uFEFFa', 'a'.repeat(LONGEST_TEXT)],
  bad: [null, 1, 'a'.repeat(LONGEST_TEXT + 1), '\uD83E'],
}
const time = [0, 1_700_000_000_000]
const noTime = [-1, 0.5, 2 ** 53, '1']
const valuesOf: Readonly<Record<TravellingFieldName, { good: unknown[]; bad: unknown[] }>> = {
  added: { good: time, bad: [...noTime, null] },
  rating: { good: [0, 5], bad: [-1, 6, 1.5, null, '3'] },
  flag: { good: [0, 2], bad: [-1, 3, null, 'pick'] },
  label: { good: [0, 5], bad: [-1, 6, null, 'red'] },
  title: text,
  caption: text,
  creator: text,
  copyright: text,
  trashed_at: { good: [...time, null], bad: noTime },
  face_choice: { good: [idOf(1), null], bad: ['', idOf(1).slice(1), idOf(10).toUpperCase(), 1] },
  keyword: { good: [0, 1], bad: [2, null, 'swan', true] },
  'album.title': text,
  'album.alive': { good: [0, 1], bad: [2, null, false] },
  'album.member': {
    good: ['V', '0000000001', 'z9', null],
    bad: ['', '0', 'V0', 'a b', 'é', 1, 'V'.repeat(257)],
  },
  file: { good: ['{}', null], bad: ['', 1, ' '.repeat(LONGEST_TEXT + 1)] },
  'blob.file': { good: ['{}', null], bad: ['', 1, ' '.repeat(2_001)] },
  'blob.grid': { good: ['{}', null], bad: ['', 1, ' '.repeat(2_001)] },
  'blob.screen': { good: ['{}', null], bad: ['', 1, ' '.repeat(2_001)] },
}

const elementsOf: Readonly<Record<string, { good: string[]; bad: string[] }>> = {
  none: { good: [''], bad: [' ', idOf(1)] },
  keyword: {
    good: ['swan', '白鳥', 'a'.repeat(LONGEST_KEYWORD)],
    bad: ['', '  ', 'a'.repeat(LONGEST_KEYWORD + 1), '\uD83E'],
  },
  photo: { good: [idOf(1)], bad: ['', idOf(1).slice(1), 'g'.repeat(32)] },
  file: { good: [idOf(1)], bad: ['', idOf(1).slice(1), 'g'.repeat(32)] },
}

test.each(fieldNames)('%s', (field) => {
  const [code, object, element, merge] = table[field]
  expect(travellingFields[field]).toMatchObject({ code, object, element, merge })
  expect(fieldOfCode(code)).toBe(field)
  const operation = {
    ...{ field, object: idOf(1), element: elementsOf[element]!.good[0]! },
    ...{ time: at(1), base: null, value: valuesOf[field].good[0] as string | number | null },
  }
  const check = (change: object) => () => {
    requireOperation({ ...operation, ...change }, 'one')
  }
  for (const value of valuesOf[field].good) expect(check({ value })).not.toThrow()
  for (const value of valuesOf[field].bad) {
    expect(check({ value }), String(value).slice(0, 20)).toThrow(
      new MalformedBatch(`value of one (${field})`),
    )
  }
  for (const good of elementsOf[element]!.good) expect(check({ element: good })).not.toThrow()
  for (const bad of elementsOf[element]!.bad) {
    expect(check({ element: bad }), bad.slice(0, 20)).toThrow(new MalformedBatch(`element of one (${field})`))
  }
  expect(check({ object: idOf(1).slice(1) })).toThrow(new MalformedBatch(`object of one (${field})`))
  expect(check({ time: '1' })).toThrow(new MalformedBatch(`time of one (${field})`))
  expect(check({ base: at(0) })).not.toThrow()
  for (const base of [at(1), at(2), ''])
    expect(check({ base })).toThrow(new MalformedBatch(`base of one (${field})`))
})

test('every register travels, and files do', () => {
  expect(fieldNames.toSorted()).toEqual([...registerFields, 'file'].toSorted())
  expect(fieldNames).toEqual(expect.arrayContaining([...photoFields]))
})

test('a code that was never given out stands for nothing', () => {
  for (const code of [0, -1, 19, 255]) expect(fieldOfCode(code)).toBeNull()
})

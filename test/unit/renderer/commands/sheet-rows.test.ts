import { expect, test } from 'vitest'
import { sheetGroups } from '../../../../src/renderer/keys/sheet-rows.ts'

const digits = ['1', '2', '3', '4', '5'].map((key) => ({
  group: 'photo' as const,
  title: `Rate ${key}`,
  row: 'Rating',
  keys: [key],
}))
const commands = [
  ...digits,
  { group: 'photo' as const, title: 'Pick', keys: ['P'] },
  { group: 'app' as const, title: 'Redo', keys: ['Mod+Shift+Z', 'Mod+Y'] },
  { group: 'app' as const, title: 'Dark', keys: [] },
]
const keyText = (keys: string) => keys.replace('Mod', 'Ctrl').replaceAll('+', ' ')

test('commands of one row share a line, a run of digits is its ends, and what has no key is not listed', () => {
  expect(sheetGroups(commands, '', keyText)).toEqual([
    {
      group: 'photo',
      rows: [
        { title: 'Rating', keys: [{ from: '1', to: '5' }] },
        { title: 'Pick', keys: ['P'] },
      ],
    },
    { group: 'app', rows: [{ title: 'Redo', keys: ['Mod+Shift+Z', 'Mod+Y'] }] },
  ])
})

test('finds by name and by key as it is printed', () => {
  expect(sheetGroups(commands, 'ctrl y', keyText).map(({ group }) => group)).toEqual(['app'])
  expect(sheetGroups(commands, 'pick', keyText)[0]?.rows).toEqual([{ title: 'Pick', keys: ['P'] }])
  expect(sheetGroups(commands, 'nothing', keyText)).toEqual([])
})

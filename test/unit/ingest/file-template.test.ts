import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../../src/shared/errors.ts'
import {
  cleanName,
  companionName,
  defaultTemplate,
  fillTemplate,
  parseTemplate,
  type TemplateFacts,
} from '../../../src/shared/file-template.ts'

const facts: TemplateFacts = {
  takenAt: '2025:02:08 09:14:06',
  camera: 'NIKON Z 8',
  serial: '6001234',
  job: 'Still life',
  card: 'NIKON Z 8',
  sequence: 7,
  originalName: 'DSC_0001',
  extension: 'NEF',
}
const fill = (line: string, changes: Partial<TemplateFacts> = {}) => {
  const { folder, stem } = fillTemplate(parseTemplate(line), { ...facts, ...changes })
  return folder === '' ? stem : `${folder}/${stem}`
}

test('the default makes a folder a year, and one a day and job', () => {
  expect(fill(defaultTemplate)).toBe('2025/2025-02-08 Still life/DSC_0001')
})

test('an empty job leaves no space behind', () => {
  expect(fill(defaultTemplate, { job: '' })).toBe('2025/2025-02-08/DSC_0001')
  expect(fill('{job} {yyyy}/{job}_{sequence}', { job: ' ' })).toBe('2025/0007')
})

test('every token is filled', () => {
  expect(fill('{yyyy}{mm}{dd}_{hh}{min}{ss}_{sequence:6}')).toBe('20250208_091406_000007')
  expect(fill('{camera}/{serial}/{card}/{extension}/{original name}')).toBe(
    'NIKON Z 8/6001234/NIKON Z 8/nef/DSC_0001',
  )
  expect(fill('{sequence}', { sequence: 12345 })).toBe('12345')
})

test.each([
  ['{yyyy', { at: 1 }],
  ['a}b', { at: 2 }],
  ['{yyyy}/', { at: 8 }],
  ['', { at: 1 }],
  ['{year}', { at: 1, token: 'year' }],
  ['{yyyy:4}', { at: 1, token: 'yyyy:4' }],
])('%s is refused at its place', (line, params) => {
  expect(() => parseTemplate(line)).toThrow(new AppError('template-invalid', params))
})

describe('names fit every file system', () => {
  test.each([
    ['a/b\\c:d*e?f"g<h>i|j', 'a_b_c_d_e_f_g_h_i_j'],
    ['..', ''],
    ['name. . ', 'name'],
    ['CON', 'CON_'],
    ['com1.tar', 'com1_.tar'],
    ['console', 'console'],
    ['line\nbreak\u0000\u202e', 'line_break_\u202e'],
    ['e\u0301', '\u00e9'],
  ])('%j becomes %j', (name, cleaned) => expect(cleanName(name)).toBe(cleaned))

  test('no job, camera or card name can leave the destination or break a name', () => {
    const text = fc.string({ unit: 'binary', maxLength: 300 })
    fc.assert(
      fc.property(text, text, text, text, (job, camera, card, originalName) => {
        const path = fill('{job}/{camera}/{card} {job}/{original name}', { job, camera, card, originalName })
        for (const name of path.split('/')) {
          expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
          expect(name).not.toMatch(/^\.{0,2}$|[<>:"\\|?*\u0000-\u001f\u007f]|[ .]$/) // eslint-disable-line no-control-regex
          expect(name.isWellFormed()).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })
})

test.each([
  ['DSC_0001.NEF', 0, 'Trip-7.NEF'],
  ['DSC_0001.JPG.xmp', 0, 'Trip-7.JPG.xmp'],
  ['DSC_0001M01.XML', 0, 'Trip-7M01.XML'],
  ['dsc_0001.wav', 2, 'Trip-7-2.wav'],
  ['OTHER.THM', 0, 'Trip-7.THM'],
])('%s keeps what follows the shared stem', (name, number, renamed) => {
  expect(companionName(name, 'DSC_0001', 'Trip-7', number)).toBe(renamed)
})

test('a name of 255 bytes stays, and makes room for a number', () => {
  const stem = 'ü'.repeat(125)
  expect(companionName(`${stem}.JPEG`, stem, stem, 0)).toBe(`${stem}.JPEG`)
  const numbered = companionName(`${stem}.JPEG`, stem, stem, 12)
  expect(numbered).toMatch(/-12\.JPEG$/)
  expect(Buffer.byteLength(numbered)).toBeLessThanOrEqual(255)
})

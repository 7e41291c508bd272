import { describe, expect, test } from 'vitest'
import { obstacleTo } from '../../../../src/renderer/import/action-bar.tsx'
import { actionSums } from '../../../../src/renderer/import/action-sums.ts'
import { folderTree } from '../../../../src/renderer/import/destination/folder-tree.ts'
import { keywordsOf, optionsOf } from '../../../../src/renderer/import/destination/import-options.ts'
import { presetIds, presetOf, presets } from '../../../../src/renderer/import/destination/presets.ts'
import { tokenWords } from '../../../../src/renderer/import/destination/token-words.ts'
import { gridGeometry, rowsToDraw, scrollTopFor } from '../../../../src/renderer/import/grid/grid-geometry.ts'
import { cellName } from '../../../../src/renderer/import/grid/cell-name.ts'
import { parseTemplate } from '../../../../src/shared/file-template.ts'
import { defaultSettings } from '../../../../src/shared/settings.ts'
import { en, ja } from '../../../../src/shared/text/index.ts'
import { card, item } from './sample-items.ts'

const given = { job: ' Still life ', keywords: '', creator: null, copyright: null }
const options = optionsOf(defaultSettings, '/home/aki/Pictures', given)

describe('what a copy would take', () => {
  const items = [
    item(0, { bytes: 10, files: 2 }),
    item(1, { bytes: 5, flag: 'pick' }),
    item(2, { flag: 'reject', selected: false }),
    undefined,
  ]
  test('is counted from the chosen photos, or the picks alone', () => {
    expect(actionSums(items, 'picks')).toEqual({ photos: 2, files: 3, bytes: 15 })
    expect(actionSums(items, 'picks-only')).toEqual({ photos: 1, files: 1, bytes: 5 })
  })

  test('sums are said with what stays', () => {
    const { action } = en.import
    expect(action.sum(388, 742, 21_100_000_000)).toEqual({
      photos: '388 photos',
      rest: ', 742 files, 21.1 GB',
    })
    expect(action.stays(9, 24, 0)).toBe('9 rejected and 24 already imported stay on the card')
    expect(action.stays(9, 24, 2)).toBe('9 rejected, 24 already imported and 2 left out stay on the card')
    expect(action.stays(1, 0, 0)).toBe('1 rejected stays on the card')
    expect(action.stays(0, 0, 0)).toBe('')
  })
})

describe('why a copy cannot start', () => {
  const some = { photos: 3, files: 3, bytes: 30 }
  const none = { photos: 0, files: 0, bytes: 0 }
  const ready = card({ photos: 4, newPhotos: 3, alreadyImported: 1 })

  test('nothing in the way', () => {
    expect(obstacleTo(en, ready, options, some, null)).toBeNull()
  })
  test('the card is still being read, was imported, or everything is rejected', () => {
    const { action } = en.import
    expect(obstacleTo(en, card({ state: 'reading' }), options, some, null)).toBe(action.stillReading)
    expect(obstacleTo(en, card({ photos: 4, alreadyImported: 4 }), options, none, null)).toBe(
      action.nothingNew,
    )
    expect(obstacleTo(en, ready, options, none, null)).toBe(action.allLeftOut)
    expect(obstacleTo(en, ready, { ...options, copyFirst: 'picks-only' }, none, null)).toBe(action.noPicks)
    expect(obstacleTo(en, ready, { ...options, to: '' }, some, null)).toBe(action.chooseFirst)
  })
  test('a problem of the plan is said in words', () => {
    const plan = {
      photos: 4,
      files: 3,
      bytes: 30,
      alreadyImported: 1,
      rejected: 0,
      leftOut: 0,
      preview: [],
      destinations: [],
      differentVolumes: false,
      problems: [{ code: 'destination-inside-card' as const, params: { path: '/media/card/x' } }],
    }
    expect(obstacleTo(en, ready, options, some, plan)).toContain('/media/card/x is on the card itself')
  })
  test('a failed import can be started again, a removed card cannot', () => {
    const error = { code: 'card-removed' as const, params: { done: 1, total: 3 } }
    expect(obstacleTo(en, { ...ready, state: 'removed', error }, options, some, null)).toContain(
      'put it back',
    )
    const importId = 'e'.repeat(32) as NonNullable<typeof ready.importId>
    expect(obstacleTo(en, { ...ready, state: 'failed', importId, error }, options, some, null)).toBeNull()
  })
})

describe('options', () => {
  test('come from the settings, and what is typed for this import wins', () => {
    const settings = { ...defaultSettings, importSecond: '/media/b', creator: 'Aki' }
    expect(optionsOf(settings, '/home/aki/Pictures', given)).toMatchObject({
      to: '/home/aki/Pictures',
      second: '/media/b',
      job: 'Still life',
      creator: 'Aki',
    })
    expect(optionsOf(settings, '', { ...given, creator: '' }).creator).toBe('')
  })
  test('keywords are separated by commas of either script, each once', () => {
    expect(keywordsOf(' winter, harbour、港，winter, ')).toEqual(['winter', 'harbour', '港'])
  })
})

describe('templates', () => {
  test('every preset is a valid template and is known again', () => {
    for (const id of presetIds) {
      expect(() => parseTemplate(presets[id])).not.toThrow()
      expect(presetOf(presets[id])).toBe(id)
    }
    expect(presetOf('{yyyy}')).toBeNull()
  })
  test('tokens have names in both languages', () => {
    expect(tokenWords(en.import.template, 'sequence:4')).toBe('sequence, 4 digits')
    expect(tokenWords(ja.import.template, 'yyyy')).toBe('年')
    expect(tokenWords(en.import.template, 'colour')).toBe('{colour} is not a token')
  })
  test('folders that several share stand once', () => {
    const rows = folderTree([
      { folder: '2025/02 Cats', photos: 2, names: ['a.NEF'] },
      { folder: '2025/03 Dogs', photos: 1, names: [] },
      { folder: '', photos: 1, names: ['b.JPG'] },
    ])
    expect(rows.map(({ text, depth, photos }) => [text, depth, photos])).toEqual([
      ['2025', 0, null],
      ['02 Cats', 1, 2],
      ['a.NEF', 2, null],
      ['03 Dogs', 1, 1],
      ['b.JPG', 0, null],
    ])
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
  })
})

describe('the card grid', () => {
  test('fills its width, and draws only what is in sight and the active row', () => {
    const geometry = gridGeometry(808)
    expect(geometry.columns).toBe(5)
    expect(geometry.columns * geometry.cellWidth + 4 * 12).toBeLessThanOrEqual(808)
    const rows = rowsToDraw(0, 600, 150, 2_000, 1_500)
    expect(rows).toHaveLength(10)
    expect(rows.at(-1)).toBe(1_500)
    expect(rowsToDraw(0, 600, 150, 2, 0)).toEqual([0, 1])
    expect(rowsToDraw(0, 600, 150, 0, -1)).toEqual([])
  })
  test('scrolls no farther than it must', () => {
    expect(scrollTopFor(1, 0, 600, 150)).toBe(0)
    expect(scrollTopFor(4, 0, 600, 150)).toBe(162)
    expect(scrollTopFor(0, 700, 600, 150)).toBe(0)
  })
  test('a cell says name, rating, flag, type and what becomes of it', () => {
    const { import: text } = en
    expect(cellName(text, item(7, { rating: 4, flag: 'pick' }))).toBe(
      'IMG_0007.JPG, 4 stars, pick, JPEG, will be copied',
    )
    expect(cellName(text, item(7, { alreadyImported: true, selected: false }))).toBe(
      'IMG_0007.JPG, JPEG, Already imported',
    )
    expect(cellName(text, item(7, { state: 'catalogued' }))).toContain('read back and equal')
    expect(cellName(text, item(7, { selected: false, hasPreview: false }))).toBe(
      'IMG_0007.JPG, JPEG, no preview, left out',
    )
  })
})

import { describe, expect, it } from 'vitest'
import { completed, suggestions } from '../../../../src/renderer/search/suggestions.ts'
import { tokenWords } from '../../../../src/renderer/search/token-words.ts'
import { joinLine, splitDraft, splitLine } from '../../../../src/renderer/search/tokens.ts'
import { en, ja } from '../../../../src/shared/text/index.ts'

describe('tokens of the search line', () => {
  it('takes finished terms out and leaves words and mistakes to be typed on', () => {
    expect(splitLine('rating:>=4 snow lens:"50 mm" iso:>32OO')).toEqual({
      tokens: ['rating:>=4', 'lens:"50 mm"'],
      draft: 'snow iso:>32OO',
    })
  })

  it('is the same line again when joined', () => {
    for (const line of ['', 'snow', 'rating:>=4', 'camera:"NIKON Z 8" -label:red harbour']) {
      expect(splitLine(joinLine(splitLine(line)))).toEqual(splitLine(line))
    }
  })

  it('makes a token when a space is typed behind it, not before', () => {
    expect(splitDraft('rating:>=4').tokens).toEqual([])
    expect(splitDraft('rating:>=4 ')).toEqual({ tokens: ['rating:>=4'], draft: '' })
    expect(splitDraft('snow ').draft).toBe('snow ')
    expect(splitDraft('snow rating:5 ha')).toEqual({ tokens: ['rating:5'], draft: 'snow ha' })
  })

  it('waits for an open quote', () => {
    expect(splitDraft('camera:"NIKON Z ').tokens).toEqual([])
  })
})

describe('suggestions', () => {
  const known = {
    camera: [
      { name: 'NIKON Z 8', count: 512 },
      { name: 'Canon EOS R6', count: 168 },
    ],
    keyword: [{ name: 'camera', count: 23 }],
  }

  it('offers the field, values that contain the word, and the word itself', () => {
    expect(suggestions('cam', known).map(({ term }) => term)).toEqual(['camera:', 'keyword:camera', 'cam'])
    expect(suggestions('nik', known)[0]).toEqual({ kind: 'term', term: 'camera:"NIKON Z 8"', count: 512 })
  })

  it('offers the values of a field, by the part that is typed', () => {
    expect(suggestions('flag:', known).map(({ term }) => term)).toEqual([
      'flag:pick',
      'flag:none',
      'flag:reject',
    ])
    expect(suggestions('camera:z', known).map(({ term }) => term)).toEqual(['camera:"NIKON Z 8"'])
    expect(suggestions('snow ', known)).toEqual([])
  })

  it('puts the choice where the word was', () => {
    const [field, value] = [suggestions('snow cam', known)[0]!, suggestions('snow nik', known)[0]!]
    expect(completed('snow cam', field)).toBe('snow camera:')
    expect(completed('snow nik', value)).toBe('snow camera:"NIKON Z 8" ')
  })
})

it('shows terms in the words of the language', () => {
  expect(tokenWords('rating:>=2', en)).toEqual({ field: 'rating', value: '≥ 2' })
  expect(tokenWords('label:red|none', en)).toEqual({ field: 'label', value: 'Red, No label' })
  expect(tokenWords('flag:pick', ja)).toEqual({ field: 'フラグ', value: '採用' })
  expect(tokenWords('camera:"NIKON Z 8"', en).value).toBe('NIKON Z 8')
})

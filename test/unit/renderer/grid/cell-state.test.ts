import { describe, expect, it } from 'vitest'
import { type CellSurroundings, badgeOf, cellState } from '../../../../src/renderer/grid/cell-state.ts'
import { emptyColumns, Kind, State } from '../../../../src/shared/columns.ts'
import type { PhotoId } from '../../../../src/shared/ids.ts'
import { createFormat } from '../../../../src/shared/text/format.ts'
import { en, ja } from '../../../../src/shared/text/index.ts'

const columns = emptyColumns(2)
columns.length = 2
columns.rating[1] = 5
columns.flag[1] = 1
columns.label[1] = 3
columns.copies[1] = 2
columns.colour[1] = 0xff102030
columns.kind[1] = Kind.raw | Kind.jpeg
const around: CellSurroundings = {
  columns,
  selected: new Set([1]),
  active: 4,
  text: en,
  format: createFormat('en', 'No date'),
  lean: false,
}
const place = { position: 4, x: 0, width: 200, slot: 1, column: 1, height: 142 }
const facts = {
  slot: 1,
  id: '0'.repeat(32) as PhotoId,
  name: 'DSC_4127',
  title: '',
  badge: 'R+J',
  takenAt: '2025:02:08 09:14:06',
  durationSeconds: null,
}

describe('what a cell shows', () => {
  it('names the photo in the order file, time, rating, flag, label, type, copies', () => {
    expect(cellState(place, facts, around).accessibleName).toBe(
      'DSC_4127, 8 Feb 2025, 09:14, 5 stars, Pick, Green, R+J, 2 verified copies',
    )
    const japanese = { ...around, text: ja, format: createFormat('ja', ja.app.undated) }
    expect(cellState(place, facts, japanese).accessibleName).toContain('照合済みのコピー2つ')
  })

  it('leaves out what is empty and prefers the title', () => {
    const name = cellState(
      { ...place, slot: 0 },
      { ...facts, title: 'Harbour', takenAt: null, badge: 'RAW' },
      around,
    )
    expect(name.accessibleName).toBe('Harbour, RAW, No verified copy')
  })

  it('is coloured from the columns alone, so that it is never blank', () => {
    const state = cellState(place, undefined, around)
    expect(state).toMatchObject({ colour: '#102030', selected: true, active: true })
    expect(state.marks).toMatchObject({ rating: 5, badge: 'R+J' })
  })

  it('shows no marks while the grid flies by', () => {
    expect(cellState(place, facts, { ...around, lean: true }).marks).toBeNull()
  })

  it('tells a photo that cannot be decoded and one that is not reachable', () => {
    columns.kind[0] = Kind.image | Kind.undecodable
    columns.state[0] = State.missing
    const state = cellState({ ...place, slot: 0 }, { ...facts, badge: 'X3F' }, around)
    expect(state).toMatchObject({ undecodable: 'X3F', missing: true, colour: '' })
    expect(state.accessibleName).toContain(
      'X3F cannot be decoded, No verified copy, its disk is not connected',
    )
  })

  it('guesses the badge until it is read', () => {
    expect([Kind.raw, Kind.raw | Kind.heif, Kind.jpeg, Kind.heif, Kind.video].map(badgeOf)).toEqual([
      'RAW',
      'R+J',
      'JPEG',
      'HEIC',
      '',
    ])
  })
})

import { describe, expect, it } from 'vitest'
import { type Folder, type FolderNode, folderNodes } from '../../../../src/renderer/sidebar/folder-nodes.ts'
import { countSources } from '../../../../src/renderer/sidebar/source-counts.ts'
import { emptyColumns, State } from '../../../../src/shared/columns.ts'
import type { VolumeId } from '../../../../src/shared/ids.ts'

const folder = (path: string, volume = '1', count = 1): Folder => ({
  volumeId: volume.repeat(32) as VolumeId,
  path,
  name: path.split('/').at(-1)!,
  count,
  connected: true,
})
const shape = (nodes: readonly FolderNode[]): unknown[] =>
  nodes.map(({ name, children }) => (children.length === 0 ? name : [name, ...shape(children)]))

describe('folders of the sidebar', () => {
  it('stands folders under each other, whatever order they come in', () => {
    const folders = ['2025/01 Harbour', '2025', '2025/02 Valley/Selects', '2025/02 Valley', '2024'].map(
      (path) => folder(path),
    )
    expect(shape(folderNodes(folders))).toEqual([['2025', '01 Harbour', ['02 Valley', 'Selects']], '2024'])
  })

  it('hangs a folder under the nearest one that is there', () => {
    expect(shape(folderNodes([folder('Pictures', '1', 9), folder('Pictures/2025/05/Trip')]))).toEqual([
      ['Pictures', 'Trip'],
    ])
  })

  it('passes over folders that only lead to the one with photos', () => {
    const folders = [
      folder('', '1', 5),
      folder('home', '1', 5),
      folder('home/Pictures', '1', 5),
      folder('home/Pictures/2024', '1', 2),
      folder('home/Pictures/2025', '1', 3),
    ]
    expect(shape(folderNodes(folders))).toEqual([['Pictures', '2024', '2025']])
  })

  it('keeps volumes and like-named beginnings apart', () => {
    const folders = [folder('2025'), folder('2025 old/a'), folder('2025/a', '2')]
    expect(folderNodes(folders)).toHaveLength(3)
  })
})

it('counts photos, picks and trash; what is gone for good counts nowhere', () => {
  const columns = emptyColumns(5)
  columns.length = 5
  columns.flag.set([1, 1, 0, 2, 1])
  columns.state.set([0, State.trashed, 0, 0, State.vacant])
  expect(countSources(columns)).toEqual({ all: 3, picks: 1, trash: 1 })
})

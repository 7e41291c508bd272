import { describe, expect, test } from 'vitest'
import { folderPartOf, pathInside } from '../../../../src/renderer/folder-chooser/path-parts.ts'

describe('paths as they are typed', () => {
  test('are completed from the folder before their last separator', () => {
    expect(folderPartOf('/home/aki/Pic')).toBe('/home/aki')
    expect(folderPartOf('/home/aki/')).toBe('/home/aki')
    expect(folderPartOf('/ho')).toBe('/')
    expect(folderPartOf('C:\\Us')).toBe('C:\\')
    expect(folderPartOf('C:\\Users\\A')).toBe('C:\\Users')
    expect(folderPartOf('Pic')).toBeNull()
  })

  test('a new folder goes inside, in the style of the system', () => {
    expect(pathInside('/home/aki', 'new')).toBe('/home/aki/new')
    expect(pathInside('/', 'new')).toBe('/new')
    expect(pathInside('C:\\Users', 'new')).toBe('C:\\Users\\new')
    expect(pathInside('C:\\', 'new')).toBe('C:\\new')
  })
})

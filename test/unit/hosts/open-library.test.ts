import type { Dialog, MessageBoxOptions } from 'electron'
import { expect, test } from 'vitest'
import { libraryDialogs } from '../../../src/main/hosts/electron/library-dialogs.ts'
import { openFirstLibrary, openOtherLibrary } from '../../../src/main/hosts/electron/open-library.ts'
import type { LibraryLink } from '../../../src/main/hosts/library/link-library.ts'
import { AppError } from '../../../src/shared/errors.ts'

const damaged = new AppError('library-damaged', { path: '/p/catalog.db', backup: '/p/backups/good.db' })
const unwritable = new AppError('library-not-writable', { path: '/away' })

/** A library that opens in the folders named, and is refused elsewhere. */
function link(good: readonly string[], refused: AppError): LibraryLink {
  let path = '/away'
  const open = async (at: string) => {
    if (!good.includes(at)) throw refused
    path = at
  }
  return {
    get path() {
      return path
    },
    current: () => open(path) as Promise<never>, // The connection itself is not used.
    change: open,
    close: async () => undefined,
  }
}

/** Presses the named buttons, one per box, and chooses the folders. */
function dialogs(presses: readonly string[], folders: readonly string[] = []) {
  const shown: MessageBoxOptions[] = []
  const [left, chosen] = [[...presses], [...folders]]
  const dialog = {
    showMessageBox: async (options: MessageBoxOptions) => {
      shown.push(options)
      return { response: options.buttons!.indexOf(left.shift()!), checkboxChecked: false }
    },
    showOpenDialog: async () => ({ canceled: false, filePaths: [chosen.shift()!] }),
  } as unknown as Dialog // Only these two are called.
  return { shown, ...libraryDialogs(dialog, 'en') }
}

test('a library that cannot be opened leads to another, until one opens', async () => {
  const library = link(['/here'], unwritable)
  const another = 'Open another library…'
  const { shown, atStart } = dialogs([another, another], ['/neither', '/here'])
  expect(await openFirstLibrary(library, atStart)).toBe(true)
  expect(library.path).toBe('/here')
  expect(shown.map(({ message }) => message)).toEqual([
    expect.stringContaining('/away cannot be written'),
    expect.stringContaining('/away cannot be written'),
  ])
})

test('a damaged library is offered with its backup, and quitting changes nothing', async () => {
  const { shown, atStart } = dialogs(['Quit'])
  expect(await openFirstLibrary(link([], damaged), atStart)).toBe(false)
  expect(shown).toHaveLength(1)
  expect(shown[0]).toMatchObject({ buttons: ['Restore the backup', 'Quit'], defaultId: 1, cancelId: 1 })
  expect(shown[0]!.message).toContain('/p/backups/good.db')
})

test('what is in the way of another library is an answer, not a failure', async () => {
  const library = link(['/here'], unwritable)
  const { later } = dialogs([])
  expect(await openOtherLibrary(library, '/neither', later)).toEqual({
    code: 'library-not-writable',
    params: { path: '/away' },
  })
  expect(await openOtherLibrary(library, '/here', later)).toBe(null)
  expect(library.path).toBe('/here')
})

test('a damaged library chosen in the window can be left alone', async () => {
  const { shown, later } = dialogs(['Cancel'])
  expect(await openOtherLibrary(link([], damaged), '/p', later)).toMatchObject({ code: 'cancelled' })
  expect(shown[0]!.buttons).toEqual(['Restore the backup', 'Cancel'])
})

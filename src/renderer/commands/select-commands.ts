import { useLibrary } from '../state/library-store.ts'
import { useScreen } from '../state/screen-store.ts'
import { selectAll, selectNone } from '../state/selection.ts'
import type { CommandContext } from './command-context.ts'
import type { Command } from './command.ts'
import { keyTable } from './key-table.ts'

export function selectCommands({ text }: CommandContext): Command[] {
  const { titles, reasons } = text.commands
  const inGrid = useScreen.getState().screen === 'library' ? true : reasons.notInGrid
  const hasPhotos = (useLibrary.getState().view?.count ?? 0) > 0 ? true : reasons.noPhoto
  return [
    {
      id: 'select-all',
      title: titles['select-all'],
      group: 'select',
      keys: keyTable['select-all'],
      enabled: inGrid === true ? hasPhotos : inGrid,
      run: selectAll,
    },
    {
      id: 'select-none',
      title: titles['select-none'],
      group: 'select',
      keys: keyTable['select-none'],
      enabled: inGrid,
      run: selectNone,
    },
  ]
}

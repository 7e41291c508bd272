import { useEditState } from '../edits/edit-store.ts'
import { openOtherLibrary } from '../other-library/open-other-library.ts'
import { useScreen } from '../state/screen-store.ts'
import type { CommandContext } from './command-context.ts'
import type { Command } from './command.ts'
import { keyTable } from './key-table.ts'

/** The app itself: undo, palette, key sheet, import, settings, another library. */
export function appCommands({ text, edits, bridge }: CommandContext): Command[] {
  const { titles, reasons } = text.commands
  const { canUndo, canRedo } = useEditState.getState()
  const { overlay } = useScreen.getState()
  const toggle = (name: 'palette' | 'keys') => () =>
    useScreen.setState({ overlay: overlay === name ? 'none' : name })

  return [
    {
      id: 'undo',
      title: titles.undo,
      group: 'app',
      keys: keyTable.undo,
      enabled: canUndo === false ? reasons.nothingToUndo : true,
      repeats: true,
      run: edits.undo,
    },
    {
      id: 'redo',
      title: titles.redo,
      group: 'app',
      keys: keyTable.redo,
      enabled: canRedo === false ? reasons.nothingToRedo : true,
      repeats: true,
      run: edits.redo,
    },
    {
      id: 'import',
      title: titles.import,
      group: 'import',
      keys: keyTable.import,
      icon: 'import',
      enabled: true,
      run: () => useScreen.setState({ screen: 'import' }),
    },
    {
      id: 'palette',
      title: titles.palette,
      group: 'app',
      keys: keyTable.palette,
      enabled: true,
      whileTyping: true,
      run: toggle('palette'),
    },
    {
      id: 'keys',
      title: titles.keys,
      group: 'app',
      keys: keyTable.keys,
      icon: 'keyboard',
      enabled: true,
      run: toggle('keys'),
    },
    {
      id: 'settings',
      title: titles.settings,
      group: 'app',
      keys: keyTable.settings,
      icon: 'settings',
      enabled: true,
      whileTyping: true,
      run: () => useScreen.setState({ screen: 'settings' }),
    },
    ...(bridge.openLibrary
      ? [
          {
            id: 'open-library',
            title: titles['open-library'],
            group: 'app',
            keys: [],
            icon: 'folder',
            enabled: true,
            run: () => openOtherLibrary(bridge, text),
          } as const,
        ]
      : []),
  ]
}

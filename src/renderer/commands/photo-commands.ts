import { State } from '../../shared/columns.ts'
import { editTargets } from '../edits/edit-targets.ts'
import { focusField } from '../edits/focus-field.ts'
import { useLoupe } from '../loupe/loupe-store.ts'
import { useLibrary } from '../state/library-store.ts'
import { useScreen } from '../state/screen-store.ts'
import { activeSlot } from '../state/selection.ts'
import type { CommandContext } from './command-context.ts'
import type { Command } from './command.ts'
import { keyTable } from './key-table.ts'

/** What is done to photos besides marking them. */
export function photoCommands({ text, settings, changeSettings, edits, bridge }: CommandContext): Command[] {
  const { titles, reasons } = text.commands
  const slots = editTargets()
  const hasPhoto = slots.length > 0 ? true : reasons.noPhoto
  const { source } = useScreen.getState()
  const { play } = useLoupe.getState()
  const trashed = (value: boolean) => () => void edits.apply(trash(editTargets(), value))

  return [
    {
      id: 'auto-advance',
      title: settings.autoAdvance ? titles['auto-advance-off'] : titles['auto-advance-on'],
      group: 'photo',
      keys: keyTable['auto-advance'],
      row: text.commands.sheet.autoAdvance,
      enabled: true,
      run: () => changeSettings({ autoAdvance: !settings.autoAdvance }),
    },
    {
      id: 'edit-title',
      title: titles['edit-title'],
      group: 'photo',
      keys: keyTable['edit-title'],
      icon: 'info',
      enabled: hasPhoto,
      run: () => focusField('title'),
    },
    {
      id: 'edit-keywords',
      title: titles['edit-keywords'],
      group: 'photo',
      keys: keyTable['edit-keywords'],
      icon: 'tag',
      enabled: hasPhoto,
      run: () => focusField('keywords'),
    },
    {
      id: 'trash',
      title: titles.trash,
      group: 'photo',
      // In an album the same key takes the photo out of it.
      keys: source.kind === 'album' ? [] : keyTable.trash,
      icon: 'trash',
      enabled: slots.length === 0 ? reasons.noPhoto : allTrashed(slots) ? reasons.inTrash : true,
      run: trashed(true),
    },
    {
      id: 'restore',
      title: titles.restore,
      group: 'photo',
      keys: [],
      icon: 'lastImport',
      enabled: slots.length > 0 && allTrashed(slots) ? true : reasons.notInTrash,
      run: trashed(false),
    },
    {
      id: 'show-file',
      title: titles['show-file'],
      group: 'photo',
      keys: [],
      icon: 'folder',
      enabled: bridge.showInFolder ? hasPhoto : reasons.noFileManager,
      run: () => showFile(bridge),
    },
    {
      id: 'play',
      title: titles.play,
      group: 'photo',
      keys: keyTable.play,
      icon: 'play',
      enabled: play ? true : reasons.noMotion,
      run: () => play?.(),
    },
  ]
}

function trash(slots: number[], value: boolean) {
  return { kind: 'photos', photos: { slots }, change: { field: 'trashed', value } } as const
}

function allTrashed(slots: readonly number[]): boolean {
  const { state } = useLibrary.getState().columns
  return slots.every((slot) => ((state[slot] ?? 0) & State.trashed) !== 0)
}

async function showFile({ engine, showInFolder }: CommandContext['bridge']): Promise<void> {
  const slot = activeSlot()
  if (slot === null || !showInFolder) return
  const { files, faceFileId } = await engine.photos.detail({ slot })
  const face = files.find((file) => file.id === faceFileId) ?? files[0]
  if (face) await showInFolder(face.path)
}

import { useMemo } from 'react'
import { useEditState } from '../edits/edit-store.ts'
import { useEdits } from '../edits/use-edits.ts'
import { useLoupe } from '../loupe/loupe-store.ts'
import { useBridge } from '../state/bridge-context.ts'
import { useLibrary } from '../state/library-store.ts'
import { useAlbums } from '../state/lists.ts'
import { useScreen } from '../state/screen-store.ts'
import { useChangeSettings, useSettings } from '../state/settings.ts'
import { useText } from '../state/text-context.ts'
import { useSync } from '../sync/sync-store.ts'
import { allCommands } from './all.ts'
import type { CommandContext } from './command-context.ts'
import type { Command } from './command.ts'

export function useCommandContext(): CommandContext {
  const text = useText()
  const bridge = useBridge()
  const settings = useSettings()
  const changeSettings = useChangeSettings()
  const edits = useEdits()
  const albums = useAlbums()
  return useMemo(
    () => ({ text, bridge, settings, changeSettings, edits, albums }),
    [text, bridge, settings, changeSettings, edits, albums],
  )
}

/** The list of commands, kept true while it is shown. */
export function useCommands(): Command[] {
  const context = useCommandContext()
  useScreen()
  useLoupe()
  useEditState()
  useLibrary()
  useSync()
  return allCommands(context)
}

import { AlbumDialogs } from '../edits/album-dialogs.tsx'
import { useUndoEvents } from '../edits/use-edits.ts'
import { useKeyboard } from '../keys/use-keyboard.ts'

/** The keyboard of the whole window, and the dialogs that commands open. */
export function CommandLayer() {
  useKeyboard()
  useUndoEvents()
  return <AlbumDialogs />
}

import { AlbumDialogs } from '../edits/album-dialogs.tsx'
import { useUndoEvents } from '../edits/use-edits.ts'
import { useVideoPosters } from '../loupe/use-video-posters.ts'
import { useKeyboard } from '../keys/use-keyboard.ts'

/** What works on every screen: the keyboard, the dialogs that commands open, stills of videos. */
export function CommandLayer() {
  useKeyboard()
  useUndoEvents()
  useVideoPosters()
  return <AlbumDialogs />
}

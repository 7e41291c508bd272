import { useFormat } from '../state/format-context.ts'
import { useText } from '../state/text-context.ts'
import { type FrameWords, frameWords } from './frame-words.ts'
import { useSync } from './sync-store.ts'

/** What the window's frame says of sync now; null until the engine has said how it is. */
export function useFrameWords(): FrameWords | null {
  const text = useText()
  const format = useFormat()
  const { status, at } = useSync()
  return status && frameWords(status, text, format, at)
}

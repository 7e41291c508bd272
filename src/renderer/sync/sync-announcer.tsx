import { useEffect, useRef } from 'react'
import { announce } from '../state/notices.ts'
import { useFrameWords } from './use-frame-words.ts'

/** Says it when sync comes to need the user. What goes on by itself is silent. */
export function SyncAnnouncer() {
  const frame = useFrameWords()
  const needed = frame === null || frame.tone === 'quiet' ? '' : frame.words
  const said = useRef('')
  useEffect(() => {
    if (needed !== '' && needed !== said.current) announce(needed)
    said.current = needed
  }, [needed])
  return null
}

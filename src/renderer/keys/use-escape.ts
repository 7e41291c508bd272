import { useEffect, useEffectEvent } from 'react'
import { isInOverlay, isTextField } from './key-target.ts'

/** Calls `leave` on Esc while the screen is shown, unless a field or something that floats takes it. */
export function useEscape(leave: () => void): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return
    if (isTextField(event.target) || isInOverlay(event.target)) return
    event.preventDefault()
    leave()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKeyDown(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

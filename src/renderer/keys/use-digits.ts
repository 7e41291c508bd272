import { useEffect, useEffectEvent } from 'react'
import { isInOverlay, isTextField } from './key-target.ts'

/** In a list of choices digits choose: no photo has the focus there, so no rating can be hit. */
export function useDigits(choose: (digit: number) => void): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const { ctrlKey, metaKey, altKey, shiftKey, code, target } = event
    if (ctrlKey || metaKey || altKey || shiftKey || isTextField(target) || isInOverlay(target)) return
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1]
    if (digit === undefined) return
    event.preventDefault()
    event.stopPropagation()
    choose(Number(digit))
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKeyDown(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

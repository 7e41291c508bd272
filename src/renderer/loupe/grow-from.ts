import type { ScreenBox } from './loupe-store.ts'

/** Lets a photo grow from where it was in the grid; any key or press ends it at once. Gives what stops it. */
export function growFrom(element: HTMLElement, origin: ScreenBox): () => void {
  const style = getComputedStyle(element)
  const duration = milliseconds(style.getPropertyValue('--m-3'))
  const target = element.getBoundingClientRect()
  if (duration === 0 || target.width === 0) return () => undefined
  const move = `translate(${origin.left - target.left}px, ${origin.top - target.top}px)`
  const scale = `scale(${origin.width / target.width}, ${origin.height / target.height})`
  const growth = element.animate(
    [
      { transform: `${move} ${scale}`, transformOrigin: '0 0' },
      { transform: 'none', transformOrigin: '0 0' },
    ],
    { duration, easing: style.getPropertyValue('--ease') || 'ease-out' },
  )
  const stop = () => growth.cancel()
  const events = ['keydown', 'pointerdown', 'wheel'] as const
  for (const event of events) window.addEventListener(event, stop, { capture: true, once: true })
  const cleanUp = () => {
    for (const event of events) window.removeEventListener(event, stop, { capture: true })
  }
  growth.finished.then(cleanUp, cleanUp)
  return stop
}

function milliseconds(time: string): number {
  const value = Number.parseFloat(time)
  if (!Number.isFinite(value)) return 0
  return time.trim().endsWith('ms') ? value : value * 1000
}

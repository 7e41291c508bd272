/** The parts of the window that keys move the focus to, in the order of F6. Marked with `data-region`. */
export const regions = ['sidebar', 'grid', 'info', 'jobs'] as const
export type Region = (typeof regions)[number]

const reachable = '[tabindex="0"], button:not([disabled]), a[href], input, textarea, select'

/** Moves the focus into a region: to what it remembers as its one stop, else to the first control. */
export function focusRegion(region: Region): boolean {
  const element = document.querySelector<HTMLElement>(`[data-region=${region}]`)
  if (!element || element.getClientRects().length === 0) return false
  const stops = [...element.querySelectorAll<HTMLElement>(reachable)]
  const stop = stops.find((candidate) => candidate.getClientRects().length > 0) ?? element
  stop.focus()
  return element.contains(document.activeElement)
}

/** Leaves a text field, giving the keys back to the photos. */
export function leaveField(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  focusRegion('grid')
}

/** Moves the focus to the next (1) or previous (-1) region that is shown. */
export function focusNextRegion(direction: 1 | -1): void {
  const here = document.activeElement?.closest('[data-region]')?.getAttribute('data-region')
  const at = regions.findIndex((region) => region === here)
  for (let step = 1; step <= regions.length; step++) {
    const next = regions[(at + direction * step + regions.length * step) % regions.length]!
    if (focusRegion(next)) return
  }
}

import { LABEL_CODES } from '../../shared/columns.ts'
import type { Label } from '../../shared/photo.ts'
import { icons, type IconName, type IconShape } from '../components/icons.ts'

/** What the strip below a photo shows. */
export interface Marks {
  readonly rating: number
  /** Code of the flag column. */
  readonly flag: number
  /** Code of the label column. */
  readonly label: number
  readonly copies: number
  readonly badge: string
  readonly duration: string
}

const labelNames: readonly (Label | null)[] = LABEL_CODES
const patterns = new Map<string, HTMLElement>()

/**
 * The marks as elements. Strips of the same marks are copies of one pattern, which is far cheaper than building each.
 * They are decoration for the eye: the cell's accessible name says the same in words.
 */
export function stripMarks(marks: Marks): HTMLElement {
  const key = Object.values(marks).join('|')
  let pattern = patterns.get(key)
  if (!pattern) {
    pattern = build(marks)
    if (patterns.size > 2_000) patterns.clear()
    patterns.set(key, pattern)
  }
  // A copy of an element is an element of the same kind.
  return pattern.cloneNode(true) as HTMLElement
}

function build({ rating, flag, label, copies, badge, duration }: Marks): HTMLElement {
  const strip = element('cell-strip')
  strip.setAttribute('aria-hidden', 'true')
  if (flag === 1) strip.append(icon('flag', 12))
  if (flag === 2) strip.append(icon('reject', 12))
  if (rating > 0) strip.append(stars(rating))
  const name = labelNames[label]
  if (name) strip.append(element(`label-dot label-${name}`))
  strip.append(element('cell-name'), element('cell-space'))
  if (duration) strip.append(element('cell-badge numeric', duration))
  strip.append(element('cell-badge', badge), pips(copies))
  return strip
}

function stars(rating: number): HTMLElement {
  const stars = element('stars cell-stars')
  stars.dataset.rating = String(rating)
  for (let index = 0; index < rating; index++) stars.append(icon('star', 10))
  return stars
}

function pips(copies: number): HTMLElement {
  const pips = element(`pips ${copies === 0 ? 'pips-none' : copies === 1 ? 'pips-one' : ''}`)
  const shown = Math.max(2, Math.min(copies, 4))
  for (let index = 0; index < shown; index++) pips.append(element(index < copies ? 'pip' : 'pip pip-hollow'))
  return pips
}

function icon(name: IconName, size: number): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  const shape: IconShape = icons[name]
  svg.setAttribute('class', shape.filled ? 'icon icon-filled' : 'icon icon-line')
  svg.setAttribute('viewBox', '0 0 16 16')
  svg.setAttribute('width', String(size))
  svg.setAttribute('height', String(size))
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  path.setAttribute('d', shape.path)
  svg.append(path)
  return svg
}

function element(className: string, text = ''): HTMLElement {
  const span = document.createElement('span')
  span.className = className
  if (text) span.textContent = text
  return span
}

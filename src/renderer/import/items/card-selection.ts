/**
 * Which photos on a card keys act on. `active` has the focus; `selected` are the photos of a multiple selection, empty
 * when only the active one counts. All are indexes on the card; `order` is what the filter shows.
 */
export interface CardSelection {
  readonly active: number
  /** Where a selection by Shift began. */
  readonly anchor: number
  readonly selected: ReadonlySet<number>
}

export const noSelection: CardSelection = { active: -1, anchor: -1, selected: new Set() }

/** The photos that a key marks. */
export function targets({ active, selected }: CardSelection): number[] {
  if (selected.size > 0) return [...selected].sort((a, b) => a - b)
  return active < 0 ? [] : [active]
}

export function activate(index: number): CardSelection {
  return { active: index, anchor: index, selected: new Set() }
}

/** Selects everything between the anchor and `index`. */
export function extendTo(selection: CardSelection, order: readonly number[], index: number): CardSelection {
  const anchor = order.includes(selection.anchor) ? selection.anchor : index
  const [from, to] = [order.indexOf(anchor), order.indexOf(index)].sort((a, b) => a - b)
  return { active: index, anchor, selected: new Set(order.slice(from, (to ?? 0) + 1)) }
}

/** Takes one photo into the selection, or out of it. */
export function toggle(selection: CardSelection, index: number): CardSelection {
  const selected = new Set(selection.selected)
  if (selected.size === 0 && selection.active >= 0) selected.add(selection.active)
  if (!selected.delete(index)) selected.add(index)
  return { active: index, anchor: index, selected }
}

export function selectAll(selection: CardSelection, order: readonly number[]): CardSelection {
  return {
    ...selection,
    active: order.includes(selection.active) ? selection.active : (order[0] ?? -1),
    selected: new Set(order),
  }
}

export function selectNone(selection: CardSelection): CardSelection {
  return activate(selection.active)
}

export type Step = 'left' | 'right' | 'up' | 'down' | 'page-up' | 'page-down' | 'first' | 'last'

/** The photo a step leads to, in a grid of that many columns and visible rows. */
export function stepFrom(
  active: number,
  order: readonly number[],
  step: Step,
  columns: number,
  rows: number,
): number {
  const last = order.length - 1
  if (last < 0) return -1
  const at = order.indexOf(active)
  if (at < 0) return step === 'last' ? order[last]! : order[0]!
  const page = Math.max(1, rows - 1) * columns
  const moves: Record<Step, number> = {
    left: at - 1,
    right: at + 1,
    up: at - columns,
    down: at + columns,
    'page-up': Math.max(at % columns, at - page),
    'page-down': at + page,
    first: 0,
    last,
  }
  const to = moves[step]
  if (to < 0) return order[at]!
  // Down from the last but one row ends on the last photo when the last row is shorter.
  if (to > last)
    return step === 'right'
      ? order[at]!
      : Math.floor(at / columns) < Math.floor(last / columns)
        ? order[last]!
        : order[at]!
  return order[to]!
}

/** After a mark or a filter: the active photo if it still shows, else the next one that does. */
export function keepVisible(selection: CardSelection, order: readonly number[]): CardSelection {
  if (order.length === 0) return selection.active < 0 ? selection : noSelection
  const shown = new Set(order)
  const selected = [...selection.selected].filter((index) => shown.has(index))
  const same = selected.length === selection.selected.size
  if (shown.has(selection.active)) return same ? selection : { ...selection, selected: new Set(selected) }
  const next = order.find((index) => index > selection.active) ?? order.at(-1)!
  return { active: next, anchor: next, selected: new Set(selected) }
}

import type { Columns } from '../../shared/columns.ts'
import { applyColumnsDelta, unpackColumns } from '../../shared/columns-codec.ts'
import { bulk } from '../../shared/ipc/bulk.ts'
import type { HostBridge } from '../../shared/ipc/client.ts'
import type { ViewQuery } from '../../shared/view.ts'
import type { EngineEvents } from './engine-events.ts'
import { type LoadedView, useLibrary } from './library-store.ts'
import { useScreen } from './screen-store.ts'

/**
 * Keeps the library store in step with the engine and with what the user asks to see: columns by deltas, the view
 * anew on another query or when its photos may have changed. One fetch at a time; what comes in between is joined.
 */
export function followLibrary(bridge: HostBridge, events: EngineEvents): () => void {
  let wanted = { all: true, columns: true, view: true }
  let running = false
  let stopped = false

  async function run() {
    if (running) return
    running = true
    while (!stopped && (wanted.columns || wanted.view)) {
      const now = wanted
      wanted = { all: false, columns: false, view: false }
      try {
        const [view] = await Promise.all([
          now.view ? fetchView(bridge) : null,
          now.columns ? fetchColumns(bridge, now.all) : null,
        ])
        if (view) {
          if (knowsNewer(view)) await fetchColumns(bridge, false)
          show(view)
        }
      } catch (failure) {
        useLibrary.setState({ failure })
      }
    }
    running = false
  }

  function want(more: Partial<typeof wanted>) {
    wanted = { ...wanted, ...more }
    void run()
  }

  const stops = [
    events.on('library', ({ membership, version }) => {
      if (version <= useLibrary.getState().version) return
      want(membership || viewDependsOnValues() ? { columns: true, view: true } : { columns: true })
    }),
    // Which photos an album has, and their order, is no value of a photo.
    events.on('lists', () => {
      if (useScreen.getState().source.kind === 'album') want({ view: true })
    }),
    events.onConnected(() => {
      // It may be another run of the engine, in which slots mean other photos.
      useLibrary.setState(({ run: before }) => ({ run: before + 1 }))
      useScreen.setState({ selected: new Set(), anchor: -1 })
      want({ all: true, columns: true, view: true })
    }),
    bridge.onConnection((connected) => {
      if (!connected) useLibrary.setState({ status: 'lost' })
    }),
    useScreen.subscribe((state, before) => {
      const same =
        state.source === before.source && state.search === before.search && state.sort === before.sort
      if (!same) want({ view: true })
    }),
  ]
  void run()
  return () => {
    stopped = true
    stops.forEach((stop) => stop())
  }
}

/** Whether a change of values (a rating, a flag) can change which photos the view holds, or their order. */
function viewDependsOnValues(): boolean {
  const { source, search, sort } = useScreen.getState()
  return search.trim() !== '' || source.kind === 'picks' || source.kind === 'trash' || sort.field === 'rating'
}

async function fetchColumns(bridge: HostBridge, all: boolean): Promise<void> {
  const { columns, version } = useLibrary.getState()
  if (!all && version >= 0) {
    const response = await fetch(bridge.bulkUrl(bulk.columns(version)))
    if (response.ok) {
      const delta = applyColumnsDelta(columns, await response.arrayBuffer())
      useLibrary.setState({ columns: delta.columns, version: delta.version, shape: shapeOf(delta.columns) })
      return
    }
    if (response.status !== 410) throw new Error(`Columns: status ${response.status}`)
  }
  const response = await fetch(bridge.bulkUrl(bulk.columns()))
  if (!response.ok) throw new Error(`Columns: status ${response.status}`)
  const read = unpackColumns(await response.arrayBuffer())
  useLibrary.setState({ ...read, shape: shapeOf(read.columns) })
}

/** A check sum of shapes and days. */
function shapeOf({ length, aspect, day }: Columns): number {
  let sum = length
  for (let slot = 0; slot < length; slot++) sum = (Math.imul(sum, 31) + aspect[slot]! * 7 + day[slot]!) | 0
  return sum
}

/** True when photos were added after the columns were fetched. */
function knowsNewer({ order }: LoadedView): boolean {
  const { length } = useLibrary.getState().columns
  // An iterator over a million numbers takes twenty times as long.
  for (let position = 0; position < order.length; position++) if (order[position]! >= length) return true
  return false
}

/** The view that the user asks for now; null when it is gone before it could be fetched. */
async function fetchView(bridge: HostBridge): Promise<LoadedView | null> {
  const { source, search, sort } = useScreen.getState()
  const query: ViewQuery = { source, search, sort }
  const view = await bridge.engine.photos.view(query)
  const response = await fetch(bridge.bulkUrl(bulk.order(view.viewId)))
  // Gone already: the library changed in between, and the event about it asks again.
  if (response.status === 410) return null
  if (!response.ok) throw new Error(`Order: status ${response.status}`)
  return { ...view, query, order: new Uint32Array(await response.arrayBuffer()) }
}

/** Puts a view on the screen. In a changed library the same photo stays active; in another place the first one is. */
function show(view: LoadedView): void {
  const before = useLibrary.getState().view
  const { active, selected } = useScreen.getState()
  const samePlace =
    before !== null && JSON.stringify(before.query.source) === JSON.stringify(view.query.source)
  const slot = before?.order[active]
  const found = slot === undefined || !samePlace ? -1 : view.order.indexOf(slot)
  const near = samePlace
    ? Math.min(Math.max(active, 0), view.order.length - 1)
    : Math.min(0, view.order.length - 1)
  useLibrary.setState({ view, status: 'ready', failure: null })
  useScreen.setState({
    active: found >= 0 ? found : near,
    anchor: -1,
    selected: samePlace ? kept(selected, view.order) : new Set(),
  })
}

/** What of a selection is still in view. */
function kept(selected: ReadonlySet<number>, order: Uint32Array): ReadonlySet<number> {
  if (selected.size === 0) return selected
  const left = new Set<number>()
  for (const slot of order) if (selected.has(slot)) left.add(slot)
  return left.size === selected.size ? selected : left
}

import { useEffect, useRef } from 'react'
import { openLoupe } from '../commands/open-loupe.ts'
import { placeInAlbum } from '../edits/move-in-album.ts'
import { useEdits } from '../edits/use-edits.ts'
import { useBridge } from '../state/bridge-context.ts'
import { useEngineEvents } from '../state/engine-events.ts'
import { useFormat } from '../state/format-context.ts'
import { type LoadedView, useLibrary } from '../state/library-store.ts'
import { useScreen } from '../state/screen-store.ts'
import { useSettings } from '../state/settings.ts'
import { useText } from '../state/text-context.ts'
import { handleGridKey } from './grid-keys.ts'
import { useGridControl, useGridPlace } from './grid-place.ts'
import { listenToPointer } from './grid-pointer.ts'
import { listenToOrderDrop } from './order-drop.ts'
import { GridSurface } from './surface.ts'
import './grid.css'

/** The grid of the view. React gives it a place and its words; the surface draws it, outside React. */
export function PhotoGrid() {
  const bridge = useBridge()
  const text = useText()
  const format = useFormat()
  const { rowHeight } = useSettings()
  const host = useRef<HTMLDivElement>(null)
  const surfaceRef = useRef<GridSurface>(null)

  useEffect(() => {
    const element = host.current!
    const surface = new GridSurface(element, bridge, (place) =>
      useGridPlace.setState({ ...place, order: useLibrary.getState().view?.order ?? null }),
    )
    surfaceRef.current = surface
    useGridControl.setState({ grid: surface })
    return () => {
      useGridControl.setState({ grid: null })
      surfaceRef.current = null
      surface.stop()
      element.replaceChildren()
    }
  }, [bridge])

  useEffect(() => {
    const surface = surfaceRef.current!
    surface.element.setAttribute('aria-label', text.library.photosLabel)
    const showNow = () => show(surface, { rowHeight, text, format })
    const followScreen = (state: { active: number; selected: unknown }, before: typeof state) => {
      if (state.active === before.active && state.selected === before.selected) return
      const follows = surface.element.contains(document.activeElement)
      showNow()
      if (state.active !== before.active) surface.reveal(state.active)
      if (follows) surface.focusActive()
    }
    const followLibrary = ({ view }: { view: LoadedView | null }, before: { view: LoadedView | null }) => {
      showNow()
      if (view?.query !== before.view?.query && !samePlace(view, before.view)) surface.scroller.scrollTo(0)
    }
    const stops = [useLibrary.subscribe(followLibrary), useScreen.subscribe(followScreen)]
    showNow()
    return () => stops.forEach((stop) => stop())
  }, [bridge, rowHeight, text, format])

  useEffect(() => {
    const surface = surfaceRef.current!
    restorePlace(surface)
    const press = (event: KeyboardEvent) => {
      if (!handleGridKey(event, surface)) return
      event.preventDefault()
      event.stopPropagation()
    }
    surface.element.addEventListener('keydown', press)
    const stopPointer = listenToPointer(
      surface,
      () => openLoupe(),
      (count) => text.library.photos(format, count),
    )
    return () => {
      surface.element.removeEventListener('keydown', press)
      stopPointer()
    }
  }, [bridge, text, format])

  const edits = useEdits()
  useEffect(
    () =>
      listenToOrderDrop(surfaceRef.current!.element, (slots, after) => {
        const { source } = useScreen.getState()
        if (source.kind === 'album') void placeInAlbum(edits, bridge.engine, source.id, slots, after)
      }),
    [edits, bridge],
  )

  useEngineEvents('details', ({ slots }) => surfaceRef.current?.outdate(slots))

  return <div ref={host} className="grid-host" data-region="grid" />
}

type Words = Pick<Parameters<GridSurface['show']>[0], 'rowHeight' | 'text' | 'format'>

function show(surface: GridSurface, words: Words): void {
  const { view, columns, shape } = useLibrary.getState()
  const { active, selected } = useScreen.getState()
  if (!view) return
  const byDay = view.query.sort.field === 'taken'
  surface.show({ order: view.order, columns, shape, active, selected, byDay, ...words })
}

function samePlace(view: LoadedView | null, before: LoadedView | null): boolean {
  return JSON.stringify(view?.query) === JSON.stringify(before?.query)
}

/** Back from another screen, the grid is where it was, and the photo seen there last is in sight. */
function restorePlace(surface: GridSurface): void {
  const { offset, order } = useGridPlace.getState()
  if (order !== null && order === useLibrary.getState().view?.order) surface.scroller.scrollTo(offset)
  surface.reveal(useScreen.getState().active)
  if (document.activeElement === document.body) surface.focusActive()
}

import { useState } from 'react'
import { ResizeHandle } from '../components/resize-handle.tsx'
import { FilterBar } from '../filter-bar/filter-bar.tsx'
import { FirstRun } from '../first-run/first-run.tsx'
import { PhotoGrid } from '../grid/photo-grid.tsx'
import { InfoPanel } from '../info/info-panel.tsx'
import { Sidebar } from '../sidebar/sidebar.tsx'
import { useLibrary } from '../state/library-store.ts'
import { useScreen } from '../state/screen-store.ts'
import { useChangeSettings, useSettings } from '../state/settings.ts'
import { useText } from '../state/text-context.ts'
import { Timeline } from '../timeline/timeline.tsx'
import { EmptyView } from './empty-view.tsx'
import { StatusBar } from './status-bar.tsx'
import { TopBar } from './top-bar.tsx'
import { closePanelsOver, useWindowFits } from './use-window-fits.ts'
import './library.css'

/** The library: what there is on the left, the photos, what is known about one on the right. */
export function LibraryScreen() {
  const status = useLibrary((state) => state.status)
  const isEmpty = useLibrary((state) => state.status === 'ready' && state.columns.length === 0)
  if (status === 'loading') return <LibraryLoading />
  if (isEmpty) return <FirstRun />
  return (
    <div className="library">
      <TopBar />
      <div className="library-body">
        <SidePanel />
        <main className="library-main" onPointerDown={closePanelsOver}>
          <FilterBar />
          <Photos />
        </main>
        <InfoSide />
      </div>
      <StatusBar />
    </div>
  )
}

function LibraryLoading() {
  const text = useText().library.empty
  const failure = useLibrary((state) => state.failure)
  if (failure) return <EmptyView />
  return (
    <p className="library-loading" role="status">
      {text.loading}
    </p>
  )
}

function Photos() {
  const count = useLibrary((state) => state.view?.count ?? 0)
  const run = useLibrary((state) => state.run)
  if (count === 0) return <EmptyView />
  return (
    <div className="library-photos">
      <PhotoGrid key={run} />
      <Timeline />
    </div>
  )
}

function SidePanel() {
  const text = useText().library.sidebar
  const open = useScreen((state) => state.sidebarOpen)
  const { sidebarWidth } = useSettings()
  const change = useChangeSettings()
  const [dragged, setDragged] = useState<number | null>(null)
  const beside = useWindowFits()
  if (!open) return null
  const width = dragged ?? sidebarWidth
  return (
    <div className={beside ? 'side-panel side-left' : 'side-panel side-left side-over'} style={{ width }}>
      <Sidebar />
      <ResizeHandle
        label={text.resize}
        panel="left"
        value={width}
        min={180}
        max={360}
        onChange={setDragged}
        onChangeEnd={(wanted) => {
          setDragged(null)
          change({ sidebarWidth: wanted })
        }}
      />
    </div>
  )
}

function InfoSide() {
  const text = useText().library.top
  const open = useScreen((state) => state.infoOpen)
  const { infoWidth } = useSettings()
  const change = useChangeSettings()
  const [dragged, setDragged] = useState<number | null>(null)
  const beside = useWindowFits()
  if (!open) return null
  const width = dragged ?? infoWidth
  return (
    <div className={beside ? 'side-panel side-right' : 'side-panel side-right side-over'} style={{ width }}>
      <ResizeHandle
        label={text.infoResize}
        panel="right"
        value={width}
        min={240}
        max={420}
        onChange={setDragged}
        onChangeEnd={(wanted) => {
          setDragged(null)
          change({ infoWidth: wanted })
        }}
      />
      <InfoPanel />
    </div>
  )
}

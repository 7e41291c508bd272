import { QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { defaultSettings } from '../../src/shared/settings.ts'
import type { EngineClient, HostBridge } from '../../src/shared/ipc/client.ts'
import { keptThumbnails } from '../../src/renderer/grid/kept-thumbnails.ts'
import { PhotoGrid } from '../../src/renderer/grid/photo-grid.tsx'
import { BridgeContext } from '../../src/renderer/state/bridge-context.ts'
import { EngineEvents } from '../../src/renderer/state/engine-events.ts'
import { followLibrary } from '../../src/renderer/state/follow-library.ts'
import { useLibrary } from '../../src/renderer/state/library-store.ts'
import { createQueryClient } from '../../src/renderer/state/query-client.ts'
import { Timeline } from '../../src/renderer/timeline/timeline.tsx'
import '../../src/renderer/styles/index.css'
import { covers, overlapping } from './probe.ts'

const photos = Number(new URL(location.href).searchParams.get('photos'))

// Only what the grid calls; everything else it needs comes as bytes.
const engine = {
  app: {
    settings: () => Promise.resolve(defaultSettings),
    events: () => new Promise(() => undefined),
  },
  photos: {
    view: () =>
      Promise.resolve({
        viewId: String(photos),
        count: photos,
        sourceCount: photos,
        bytes: 0,
        problem: null,
      }),
    cells: () => Promise.resolve([]),
    wantPreviews: () => Promise.resolve({}),
  },
} as unknown as EngineClient

const bridge: HostBridge = {
  engine,
  bulkUrl: (address) => (address === 'columns' ? `/bulk/columns/${photos}` : `/bulk/${address}`),
  chooseFolder: null,
  openLibrary: null,
  showInFolder: null,
  onConnection: () => () => undefined,
}

followLibrary(bridge, new EngineEvents(bridge))
keptThumbnails(bridge)

function Page() {
  const ready = useLibrary((state) => state.status === 'ready')
  return ready ? (
    <>
      <PhotoGrid />
      <Timeline />
    </>
  ) : null
}

createRoot(document.getElementById('app')!).render(
  <BridgeContext value={bridge}>
    <QueryClientProvider client={createQueryClient()}>
      <Page />
    </QueryClientProvider>
  </BridgeContext>,
)

const scroller = () => document.querySelector<HTMLElement>('.grid-scroller')!
window.scrollPage = {
  scroller,
  visible: () => {
    const cells = overlapping(scroller(), '.cell')
    const pictures = cells.map((cell) => cell.querySelector('canvas'))
    const coloured = cells.map(
      (cell) => getComputedStyle(cell.querySelector('.cell-photo')!).backgroundColor !== 'rgba(0, 0, 0, 0)',
    )
    return {
      cells: cells.length,
      blank: cells.filter((_, index) => !pictures[index] && !coloured[index]).length,
      full: pictures.filter(Boolean).length,
      // A day heading is the highest thing between rows.
      covered: covers(scroller(), cells, 80),
    }
  },
}

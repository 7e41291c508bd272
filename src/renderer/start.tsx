import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { HostBridge } from '../shared/ipc/client.ts'
import { App } from './app.tsx'
import { keptThumbnails } from './grid/kept-thumbnails.ts'
import { followWindowWidth } from './library/use-window-fits.ts'
import { EngineEvents } from './state/engine-events.ts'
import { followLibrary } from './state/follow-library.ts'
import { followSync } from './sync/sync-store.ts'
import { createQueryClient, followQueries } from './state/query-client.ts'
import './styles/index.css'

/** Shows the app in `element`, on the engine behind `bridge`. */
export function startApp(bridge: HostBridge, element: HTMLElement): void {
  const events = new EngineEvents(bridge)
  const queries = createQueryClient()
  followQueries(queries, events)
  followLibrary(bridge, events)
  followSync(bridge, events)
  followWindowWidth()
  keptThumbnails(bridge)
  createRoot(element).render(
    <StrictMode>
      <App bridge={bridge} events={events} queries={queries} />
    </StrictMode>,
  )
}

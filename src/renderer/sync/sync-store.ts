import { create } from 'zustand'
import type { HostBridge } from '../../shared/ipc/client.ts'
import type { SyncStatus } from '../../shared/sync-status.ts'
import type { EngineEvents } from '../state/engine-events.ts'

interface SyncState {
  /** Null until the engine has said so. */
  status: SyncStatus | null
  /** When that was, milliseconds since 1970. */
  at: number
}

/** How far the library is in step with its image space. */
export const useSync = create<SyncState>(() => ({ status: null, at: 0 }))

export function useSyncStatus(): SyncStatus | null {
  return useSync((state) => state.status)
}

export function showStatus(status: SyncStatus): void {
  useSync.setState({ status, at: Date.now() })
}

/** Keeps the store in step with the engine. */
export function followSync(bridge: HostBridge, events: EngineEvents): () => void {
  // An engine that is away says so itself, and is asked again when it is back.
  const ask = () => void bridge.engine.sync.status().then(showStatus, () => undefined)
  const stops = [events.on('sync', ({ status }) => showStatus(status)), events.onConnected(ask)]
  ask()
  return () => stops.forEach((stop) => stop())
}

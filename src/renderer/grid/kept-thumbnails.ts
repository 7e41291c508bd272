import type { HostBridge } from '../../shared/ipc/client.ts'
import { useLibrary } from '../state/library-store.ts'
import { Thumbnails } from './thumbnails.ts'

let kept: { bridge: HostBridge; run: number; thumbnails: Thumbnails } | null = null

/**
 * The thumbnails of this run of the engine. They outlive the grid, so that coming back from the loupe shows them at
 * once; asked for early, their worker is up when the first photos are known.
 */
export function keptThumbnails(bridge: HostBridge): Thumbnails {
  const { run } = useLibrary.getState()
  if (kept?.bridge === bridge && kept.run === run) return kept.thumbnails
  kept?.thumbnails.stop()
  kept = { bridge, run, thumbnails: new Thumbnails((address) => bridge.bulkUrl(address)) }
  return kept.thumbnails
}

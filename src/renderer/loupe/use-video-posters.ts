import { useEffect } from 'react'
import { Kind, State } from '../../shared/columns.ts'
import { bulk } from '../../shared/ipc/bulk.ts'
import type { HostBridge } from '../../shared/ipc/client.ts'
import { useBridge } from '../state/bridge-context.ts'
import { useLibrary } from '../state/library-store.ts'
import { photoMedia } from './photo-media.ts'
import { drawPosterFrame } from './poster-frame.ts'

/** Time between two clips, so that drawing them is never felt. */
const rest = 400

/** Gives the engine a still of every video in view that it has no picture of, one after the other. */
export function useVideoPosters(): void {
  const bridge = useBridge()
  useEffect(() => {
    const tried = new Set<number>()
    let running = false
    let stopped = false
    async function run() {
      if (running) return
      running = true
      for (let slot = nextVideo(tried); slot !== null && !stopped; slot = nextVideo(tried)) {
        tried.add(slot)
        await givePoster(bridge, slot)
        await new Promise((resolve) => setTimeout(resolve, rest))
      }
      running = false
    }
    void run()
    const stop = useLibrary.subscribe((state, before) => {
      if (state.version !== before.version || state.view !== before.view) void run()
    })
    return () => {
      stopped = true
      stop()
    }
  }, [bridge])
}

function nextVideo(tried: ReadonlySet<number>): number | null {
  const { view, columns } = useLibrary.getState()
  if (!view) return null
  const found = view.order.find((slot) => {
    const bare = ((columns.state[slot] ?? 0) & (State.preview | State.missing | State.vacant)) === 0
    return bare && ((columns.kind[slot] ?? 0) & Kind.video) !== 0 && !tried.has(slot)
  })
  return found ?? null
}

async function givePoster({ engine, bulkUrl }: HostBridge, slot: number): Promise<void> {
  try {
    const { video } = photoMedia(await engine.photos.detail({ slot }))
    const frame = video && (await drawPosterFrame(bulkUrl(bulk.original(video.id))))
    if (frame) await fetch(bulkUrl(bulk.poster(slot)), { method: 'POST', body: frame })
  } catch {
    // The engine went away or the photo did; whatever is left is tried in the next run of the app.
  }
}

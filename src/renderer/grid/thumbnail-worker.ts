import { unpackPreviews } from './packed-previews.ts'

/** Asks the worker for thumbnails of these slots, each drawn at the size in device px. */
export interface ThumbnailRequest {
  readonly number: number
  readonly url: string
  readonly slots: Uint32Array
  readonly widths: Uint16Array
  readonly heights: Uint16Array
}

/** Stops work on a request whose thumbnails nobody looks at any more. It ends as one that was not completed. */
export interface ThumbnailStop {
  readonly stop: number
}

export type ThumbnailAnswer =
  | {
      readonly kind: 'thumbnail'
      readonly number: number
      readonly slot: number
      readonly bitmap: ImageBitmap | null
    }
  /** The request has ended; `complete` is false when the engine did not answer. */
  | { readonly kind: 'end'; readonly number: number; readonly complete: boolean }

// The DOM library types `self` as a window; in this file it is a worker.
const worker = self as unknown as {
  onmessage: ((event: MessageEvent<ThumbnailRequest | ThumbnailStop>) => void) | null
  postMessage(answer: ThumbnailAnswer, transfer: Transferable[]): void
}

const running = new Map<number, AbortController>()

worker.onmessage = ({ data }) => {
  if ('stop' in data) running.get(data.stop)?.abort()
  else void answer(data)
}

async function answer(request: ThumbnailRequest): Promise<void> {
  const { number } = request
  const stopping = new AbortController()
  running.set(number, stopping)
  const complete = await sendAll(request, stopping.signal).catch(() => false)
  running.delete(number)
  worker.postMessage({ kind: 'end', number, complete }, [])
}

async function sendAll(request: ThumbnailRequest, signal: AbortSignal): Promise<boolean> {
  const { url, slots, number } = request
  const response = await fetch(url, { method: 'POST', body: Uint32Array.from(slots), signal })
  if (!response.ok) return false
  const previews = unpackPreviews(await response.arrayBuffer())
  // All at once: the browser decodes on several threads.
  await Promise.all(
    previews.map(async ({ slot, picture }) => {
      if (signal.aborted) return
      const bitmap = await thumbnail(request, slots.indexOf(slot), picture)
      worker.postMessage({ kind: 'thumbnail', number, slot, bitmap }, bitmap ? [bitmap] : [])
    }),
  )
  return !signal.aborted
}

/** The picture at its size in the grid, or null when it cannot be decoded. */
function thumbnail(request: ThumbnailRequest, index: number, picture: Uint8Array<ArrayBuffer>) {
  return createImageBitmap(new Blob([picture]), {
    resizeWidth: request.widths[index]!,
    resizeHeight: request.heights[index]!,
    resizeQuality: 'medium',
  }).catch(() => null)
}

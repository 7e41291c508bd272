import { unpackPreviews } from './packed-previews.ts'

/** Asks the worker for thumbnails of these slots, each drawn at the size in device px. */
export interface ThumbnailRequest {
  readonly number: number
  readonly url: string
  readonly slots: Uint32Array
  readonly widths: Uint16Array
  readonly heights: Uint16Array
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
  onmessage: ((event: MessageEvent<ThumbnailRequest>) => void) | null
  postMessage(answer: ThumbnailAnswer, transfer: Transferable[]): void
}

worker.onmessage = (event) => {
  void answer(event.data)
}

async function answer(request: ThumbnailRequest): Promise<void> {
  const { number } = request
  const complete = await sendAll(request).catch(() => false)
  worker.postMessage({ kind: 'end', number, complete }, [])
}

async function sendAll(request: ThumbnailRequest): Promise<boolean> {
  const response = await fetch(request.url, { method: 'POST', body: Uint32Array.from(request.slots) })
  if (!response.ok) return false
  for (const { slot, picture } of unpackPreviews(await response.arrayBuffer())) {
    const bitmap = await thumbnail(request, request.slots.indexOf(slot), picture)
    worker.postMessage({ kind: 'thumbnail', number: request.number, slot, bitmap }, bitmap ? [bitmap] : [])
  }
  return true
}

/** The picture at its size in the grid, or null when it cannot be decoded. */
function thumbnail(request: ThumbnailRequest, index: number, picture: Uint8Array<ArrayBuffer>) {
  return createImageBitmap(new Blob([picture]), {
    resizeWidth: request.widths[index]!,
    resizeHeight: request.heights[index]!,
    resizeQuality: 'medium',
  }).catch(() => null)
}

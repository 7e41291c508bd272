import { bulk } from '../../shared/ipc/bulk.ts'
import type { ThumbnailAnswer, ThumbnailRequest, ThumbnailStop } from './thumbnail-worker.ts'

/** A thumbnail that the grid would like to show, at a size in device px. */
export interface WantedThumbnail {
  readonly slot: number
  /** The preview column: another version is another picture. */
  readonly version: number
  readonly width: number
  readonly height: number
}

interface Thumbnail {
  readonly version: number
  /** Kept drawn, so that showing it again costs nothing. */
  readonly canvas: HTMLCanvasElement | null
  readonly bytes: number
}

const cacheBytes = 192 * 1024 * 1024
const slotsPerRequest = 24
const requestsAtOnce = 2
/** A thumbnail this much smaller than it is shown is drawn again. */
const tooSmall = 0.75

/**
 * Thumbnails of the grid: fetched in packed requests, decoded in a worker, kept as drawn canvases up to a number of
 * bytes. What is wanted is said anew at every change of place, so that nothing is fetched for what has gone by.
 */
export class Thumbnails {
  private readonly cache = new Map<number, Thumbnail>()
  private readonly running = new Map<number, Map<number, WantedThumbnail>>()
  private wanted: readonly WantedThumbnail[] = []
  private bytes = 0
  private nextNumber = 0
  private readonly worker: Worker
  private readonly url: string
  /** Called when a wanted thumbnail is there. */
  onArrival: (slot: number) => void = () => undefined

  constructor(bulkUrl: (address: string) => string) {
    this.url = new URL(bulkUrl(bulk.gridPreviews()), location.href).href
    this.worker = new Worker(new URL('./thumbnail-worker.ts', import.meta.url), { type: 'module' })
    this.worker.onmessage = (event: MessageEvent<ThumbnailAnswer>) => this.arrived(event.data)
  }

  /** The drawn thumbnail, or null while there is none of that version. */
  get(slot: number, version: number): HTMLCanvasElement | null {
    const thumbnail = this.cache.get(slot)
    return thumbnail?.version === version ? thumbnail.canvas : null
  }

  /** Says what is looked at now, most wanted first. What was wanted before and is not asked for yet is dropped. */
  want(thumbnails: readonly WantedThumbnail[]): void {
    this.wanted = thumbnails
    for (const { slot } of thumbnails) this.keep(slot)
    this.stopUnwanted()
    this.requestNext()
  }

  stop(): void {
    this.worker.terminate()
    this.cache.clear()
  }

  private stopUnwanted(): void {
    const wanted = new Set(this.wanted.map(({ slot }) => slot))
    for (const [number, request] of this.running) {
      if ([...request.keys()].some((slot) => wanted.has(slot))) continue
      const stop: ThumbnailStop = { stop: number }
      this.worker.postMessage(stop)
    }
  }

  private requestNext(): void {
    while (this.running.size < requestsAtOnce) {
      const next = this.wanted.filter((one) => this.isMissing(one)).slice(0, slotsPerRequest)
      if (next.length === 0) return
      const number = this.nextNumber++
      this.running.set(number, new Map(next.map((one) => [one.slot, one])))
      const request: ThumbnailRequest = {
        number,
        url: this.url,
        slots: Uint32Array.from(next, (one) => one.slot),
        widths: Uint16Array.from(next, (one) => one.width),
        heights: Uint16Array.from(next, (one) => one.height),
      }
      this.worker.postMessage(request)
    }
  }

  private isMissing({ slot, version, width }: WantedThumbnail): boolean {
    for (const request of this.running.values()) if (request.has(slot)) return false
    const have = this.cache.get(slot)
    if (have?.version !== version) return true
    return have.canvas !== null && have.canvas.width < width * tooSmall
  }

  private arrived(answer: ThumbnailAnswer): void {
    const request = this.running.get(answer.number)
    if (!request) return
    if (answer.kind === 'end') {
      this.running.delete(answer.number)
      // What the engine has no picture for is not asked for again until its preview changes.
      if (answer.complete) for (const one of request.values()) this.store(one, null)
      if (answer.complete || !this.isWanted(request)) this.requestNext()
      return
    }
    const asked = request.get(answer.slot)
    request.delete(answer.slot)
    if (!asked) return
    this.store(asked, answer.bitmap)
    if (answer.bitmap) this.onArrival(answer.slot)
  }

  private isWanted(request: ReadonlyMap<number, WantedThumbnail>): boolean {
    return this.wanted.some(({ slot }) => request.has(slot))
  }

  private store({ slot, version }: WantedThumbnail, bitmap: ImageBitmap | null): void {
    const canvas = bitmap && drawn(bitmap)
    const bytes = canvas ? canvas.width * canvas.height * 4 : 0
    this.drop(slot)
    this.cache.set(slot, { version, canvas, bytes })
    this.bytes += bytes
    for (const oldest of this.cache.keys()) {
      if (this.bytes <= cacheBytes) break
      this.drop(oldest)
    }
  }

  /** Puts a thumbnail last in line for being dropped. */
  private keep(slot: number): void {
    const thumbnail = this.cache.get(slot)
    if (!thumbnail) return
    this.cache.delete(slot)
    this.cache.set(slot, thumbnail)
  }

  private drop(slot: number): void {
    const thumbnail = this.cache.get(slot)
    if (!thumbnail) return
    this.cache.delete(slot)
    this.bytes -= thumbnail.bytes
  }
}

function drawn(bitmap: ImageBitmap): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = bitmap.width
  canvas.height = bitmap.height
  // In main memory the canvas is a part of the page's picture; else each one would be a layer of its own.
  canvas.getContext('2d', { alpha: false, willReadFrequently: true })?.drawImage(bitmap, 0, 0)
  bitmap.close()
  return canvas
}

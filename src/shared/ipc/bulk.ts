/**
 * Addresses of bulk bytes. The engine answers them over HTTP on the library's local socket; both hosts pass them on
 * under `/bulk/` of the page's own origin. All are by id or slot; no address holds a path.
 *
 * Slots, views and cards belong to one run of the engine. `e=<epoch>` (see `inRun`) ties an address to its run: any
 * other run answers 410, so that a page which outlived an engine never gets another photo's bytes, and with it a
 * preview is `immutable`. Without it nothing is kept in a cache unasked.
 *
 *   columns                      all columns, see columns.ts       (?since=<version>: a delta; 410 when too old)
 *   order/<viewId>               Uint32Array of slots, little endian; 410 when the view is gone
 *   previews/grid  (POST)        body Uint32Array of slots (at most 500); answer: per slot that has one
 *                                slot u32, bytes u32, then that many bytes of image, back to back
 *   preview/<size>/<slot>        one picture (?v=<preview column>); waits until it is made; 404 with an
 *                                ErrorNotice as JSON when it cannot be
 *   poster/<slot>  (POST)        body: a frame of a clip as JPEG, PNG or WebP, drawn by the renderer's player for
 *                                a photo whose previews answer no-preview-yet; answer 204
 *   original/<fileId>            a file's bytes with Range, for playing video, motion clips and audio
 *   card/<cardId>/<size>/<index> a picture on a card
 */
export const previewSizes = ['grid', 'screen', 'full'] as const
/** grid: 512 px long edge WebP. screen: 2048 px JPEG. full: the camera's own full-size JPEG, else a full decode. */
export type PreviewSize = (typeof previewSizes)[number]

export const bulk = {
  columns: (since?: number) => (since === undefined ? 'columns' : `columns?since=${since}`),
  order: (viewId: string) => `order/${viewId}`,
  gridPreviews: () => 'previews/grid',
  preview: (size: PreviewSize, slot: number, version: number) => `preview/${size}/${slot}?v=${version}`,
  poster: (slot: number) => `poster/${slot}`,
  original: (fileId: string) => `original/${fileId}`,
  card: (cardId: string, size: PreviewSize, index: number) => `card/${cardId}/${size}/${index}`,
} as const

/** Ties an address to the run of the engine that gave out its slots, views and cards (`epoch` of app.info). */
export function inRun(address: string, epoch: string): string {
  return `${address}${address.includes('?') ? '&' : '?'}e=${epoch}`
}

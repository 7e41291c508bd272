import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { type Columns, Kind, State } from '../../shared/columns.ts'
import { bulk, inRun, type PreviewSize } from '../../shared/ipc/bulk.ts'
import type { PhotoDetail } from '../../shared/photo.ts'
import { useBridge } from '../state/bridge-context.ts'
import { useLibrary } from '../state/library-store.ts'
import { useAppInfo } from '../state/lists.ts'
import { queryKeys } from '../state/query-keys.ts'
import { useLoupe } from './loupe-store.ts'
import { photoSize, zoomable } from './photo-pixels.ts'
import { PictureCache, type PictureKey } from './picture-cache.ts'
import { type Picture, place, type Size } from './zoom.ts'

/** Long edge of the screen size in pixels. */
const screenEdge = 2048
/** Photos made ready around the active one. */
const ahead = [1, -1, 2, 3]

export interface PhotoPicture {
  /** The sharpest decoded picture there is now; null until then the average colour stands for the photo. */
  readonly image: HTMLImageElement | null
  readonly size: PreviewSize | null
  /** Pixels to zoom into; known before the picture is. */
  readonly pixels: Picture
  /** A sharper picture is on its way for what is looked at. */
  readonly waiting: boolean
}

/** The picture of the active photo, with its neighbours made ready. */
export function usePhotoPicture(
  position: number,
  slot: number,
  detail: PhotoDetail | undefined,
): PhotoPicture {
  const cache = usePictureCache()
  useSyncExternalStore(cache.subscribe, cache.snapshot)
  const columns = useLibrary((state) => state.columns)
  const changes = useLibrary((state) => state.version)
  const order = useLibrary((state) => state.view?.order)
  const zoom = useLoupe((state) => state.zoom)
  const stage = useLoupe((state) => state.stage)

  const version = columns.preview[slot] ?? 0
  const key = (size: PreviewSize): PictureKey => ({ slot, size, version })
  const full = cache.ready(key('full'))
  const aspect = aspectOf(columns, slot)
  const pixels = useMemo(() => pixelsOf(full, detail, aspect), [full, detail, aspect])
  const shown = place(zoom, pixels, stage)
  const needsFull =
    Math.max(shown.width, shown.height) > screenEdge && Math.max(pixels.width, pixels.height) > screenEdge
  const screen = cache.ready(key('screen'))
  const needed = key(needsFull ? 'full' : 'screen')
  const image = full ?? screen ?? cache.ready(key('grid'))

  useEffect(() => {
    if (!order || stage.width === 0) return
    const of = (at: number, size: PreviewSize): PictureKey[] => {
      const near = order[at]
      if (near === undefined || !hasPicture(columns, near, size)) return []
      return [{ slot: near, size, version: columns.preview[near] ?? 0 }]
    }
    const wanted = [...of(position, 'grid'), ...of(position, 'screen')]
    if (needsFull) wanted.push(...of(position, 'full'))
    wanted.push(...ahead.flatMap((by) => [...of(position + by, 'grid'), ...of(position + by, 'screen')]))
    if (needsFull && zoom.kind === 'scale') wanted.push(...of(position + 1, 'full'))
    cache.want(wanted)
    // Columns change in place: `changes` tells that they did.
  }, [cache, columns, changes, order, position, needsFull, stage, zoom.kind])
  useNeighbours(position)

  return {
    image,
    size: full ? 'full' : screen ? 'screen' : image ? 'grid' : null,
    pixels,
    waiting: !cache.ready(needed) && !cache.failed(needed) && !sharpEnough(image, pixels),
  }
}

function pixelsOf(full: HTMLImageElement | null, detail: PhotoDetail | undefined, aspect: number): Picture {
  const photo = detail ? photoSize(detail, aspect) : null
  const best: Size | null = full
    ? { width: full.naturalWidth, height: full.naturalHeight }
    : (detail?.fullPreview ?? photo)
  if (best) return zoomable(best, photo)
  // Until the engine has told: the shape is known, and the fit looks the same for every size above the stage's.
  const shape = aspect || 1.5
  return { width: Math.round(6000 * Math.min(1, shape)), height: Math.round(6000 / Math.max(1, shape)) }
}

/** True when the picture has every pixel there is. */
function sharpEnough(image: HTMLImageElement | null, pixels: Picture): boolean {
  return image !== null && image.naturalWidth >= pixels.width
}

function aspectOf(columns: Columns, slot: number): number {
  return (columns.aspect[slot] ?? 0) / 4096
}

/** A grid preview is only asked for where there is one; the larger ones are made when they are asked for. */
function hasPicture(columns: Columns, slot: number, size: PreviewSize): boolean {
  const state = columns.state[slot] ?? 0
  if (size === 'grid') return (state & State.preview) !== 0
  return ((columns.kind[slot] ?? 0) & Kind.undecodable) === 0
}

function usePictureCache(): PictureCache {
  const bridge = useBridge()
  const epoch = useAppInfo()?.epoch
  return useMemo(
    () =>
      new PictureCache(({ size, slot, version }) => {
        const address = bulk.preview(size, slot, version)
        return bridge.bulkUrl(epoch === undefined ? address : inRun(address, epoch))
      }),
    [bridge, epoch],
  )
}

/** Reads what the pills and the info panel say about the next photos, and has their pictures made. */
function useNeighbours(position: number): void {
  const { engine } = useBridge()
  const client = useQueryClient()
  const order = useLibrary((state) => state.view?.order)
  useEffect(() => {
    const slots = ahead.map((by) => order?.[position + by]).filter((slot) => slot !== undefined)
    for (const slot of slots) {
      void client.prefetchQuery({
        queryKey: queryKeys.detail(slot),
        queryFn: () => engine.photos.detail({ slot }),
      })
    }
    if (slots.length > 0) void engine.photos.wantPreviews({ slots, size: 'screen' }).catch(() => null)
  }, [client, engine, order, position])
}

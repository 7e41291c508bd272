import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { PhotoId } from '../../shared/ids.ts'
import { useEngine } from '../state/bridge-context.ts'
import { useFormat } from '../state/format-context.ts'
import { useLibrary } from '../state/library-store.ts'
import { queryKeys } from '../state/query-keys.ts'
import { useSettings } from '../state/settings.ts'
import { useText } from '../state/text-context.ts'
import { clippedShare, histogramHeights } from './histogram-heights.ts'

const channelColours = ['#a8433c', '#3d8a4c', '#3a63b8']

/** Red, green and blue of the shown picture, each as a curve over the tones from black to white. */
export function Histogram({ slot, id }: { slot: number; id: PhotoId | undefined }) {
  const engine = useEngine()
  const text = useText()
  const format = useFormat()
  const preview = useLibrary((state) => state.columns.preview[slot] ?? 0)
  const canvas = useRef<HTMLCanvasElement>(null)
  const { theme } = useSettings()
  const counts = useQuery({
    queryKey: queryKeys.histogram(slot, preview),
    queryFn: () => engine.photos.histogram({ id: id! }),
    enabled: id !== undefined,
  }).data

  useEffect(() => {
    if (canvas.current) draw(canvas.current, counts ? histogramHeights(counts) : [])
  }, [counts, theme])

  const share = (bin: number) => `${format.number(Math.round(clippedShare(counts ?? [], bin) * 1000) / 10)} %`
  const name = counts ? text.loupe.info.histogramOf(share(0), share(255)) : text.loupe.info.histogram
  return <canvas ref={canvas} className="histogram" width={512} height={136} role="img" aria-label={name} />
}

function draw(canvas: HTMLCanvasElement, channels: readonly number[][]): void {
  const context = canvas.getContext('2d')
  if (!context) return
  const { width, height } = canvas
  context.clearRect(0, 0, width, height)
  const dark = onDark(canvas)
  context.globalCompositeOperation = dark ? 'screen' : 'multiply'
  context.globalAlpha = dark ? 1 : 0.75
  channels.forEach((heights, channel) => {
    context.fillStyle = channelColours[channel] ?? '#888'
    context.beginPath()
    context.moveTo(0, height)
    heights.forEach((value, bin) => context.lineTo((bin / 255) * width, height - value * (height - 4)))
    context.lineTo(width, height)
    context.fill()
  })
}

/** Light text means a dark surface: the theme may be the system's. */
function onDark(element: Element): boolean {
  const [red = 0] = (getComputedStyle(element).color.match(/\d+/g) ?? []).map(Number)
  return red > 128
}

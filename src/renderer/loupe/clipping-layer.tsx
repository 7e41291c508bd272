import { useEffect, useRef } from 'react'
import { clippingMarks } from './clipping.ts'

/** Long edge to which larger pictures are reduced for this: enough for a screen, and quick. */
const largest = 2048

/** Red over clipped highlights and blue over clipped shadows of the picture it lies on. */
export function ClippingLayer({ image }: { image: HTMLImageElement }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const target = canvas.current
    const context = target?.getContext('2d', { willReadFrequently: true })
    if (!target || !context) return
    const scale = Math.min(1, largest / Math.max(image.naturalWidth, image.naturalHeight))
    target.width = Math.max(1, Math.round(image.naturalWidth * scale))
    target.height = Math.max(1, Math.round(image.naturalHeight * scale))
    context.drawImage(image, 0, 0, target.width, target.height)
    const { data } = context.getImageData(0, 0, target.width, target.height)
    context.putImageData(new ImageData(clippingMarks(data), target.width), 0, 0)
  }, [image])
  return <canvas ref={canvas} className="stage-clipping" aria-hidden="true" />
}

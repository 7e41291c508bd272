import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react'
import { useFormat } from '../state/format-context.ts'
import { useText } from '../state/text-context.ts'
import { ClippingLayer } from './clipping-layer.tsx'
import { growFrom } from './grow-from.ts'
import { useLoupe } from './loupe-store.ts'
import type { PhotoPicture } from './use-photo-picture.ts'
import { useStageGestures } from './use-stage-gestures.ts'
import { useStageSize } from './use-stage-size.ts'
import { place } from './zoom.ts'

interface StageProps {
  picture: PhotoPicture
  /** `#rrggbb`, shown until there is a picture. */
  colour: string
  name: string
  position: number
  count: number
  /** Lies on the picture: a clip that plays. */
  children?: ReactNode
}

/** The photo, fitted or zoomed. One click looks closer where it was clicked, the next one shows the whole photo. */
export function Stage({ picture, colour, name, position, count, children }: StageProps) {
  const { pixels, image, size } = picture
  const text = useText()
  const format = useFormat()
  const zoom = useLoupe((state) => state.zoom)
  const stage = useLoupe((state) => state.stage)
  const clipping = useLoupe((state) => state.clipping)
  const element = useRef<HTMLDivElement>(null)
  const holder = useRef<HTMLDivElement>(null)
  useStageSize(element)
  const gestures = useStageGestures(element)

  useLayoutEffect(() => useLoupe.setState({ picture: pixels }), [pixels])
  useEffect(() => () => useLoupe.setState({ picture: null }), [])
  useEffect(() => element.current?.focus({ preventScroll: true }), [])
  useLayoutEffect(() => {
    const { origin } = useLoupe.getState()
    if (holder.current && origin && stage.width > 0) {
      useLoupe.setState({ origin: null })
      return growFrom(holder.current, origin)
    }
    return undefined
  }, [stage.width])

  const shown = place(zoom, pixels, stage)
  const ratio = window.devicePixelRatio
  const sharp = size === 'full' || (image !== null && image.naturalWidth >= pixels.width)
  return (
    <div
      ref={element}
      className="stage"
      data-region="grid"
      role="group"
      aria-label={text.loupe.label(name, format.number(position + 1), format.number(count))}
      tabIndex={-1}
      data-zoomed={zoom.kind === 'scale' || undefined}
      {...gestures}
    >
      {stage.width > 0 && (
        <div
          ref={holder}
          className="stage-picture"
          role="img"
          aria-label={name}
          data-size={size ?? 'none'}
          data-scale={shown.scale}
          style={{
            left: shown.left / ratio,
            top: shown.top / ratio,
            width: shown.width / ratio,
            height: shown.height / ratio,
            backgroundColor: image ? undefined : colour,
            // At 100 % and closer every pixel keeps its edges.
            imageRendering: sharp && shown.scale >= 1 ? 'pixelated' : 'auto',
          }}
        >
          {image && <DecodedImage image={image} />}
          {clipping && image && <ClippingLayer image={image} />}
          {children}
        </div>
      )}
    </div>
  )
}

/** Puts the decoded element itself into the page: another one of the same address may show nothing for a frame. */
function DecodedImage({ image }: { image: HTMLImageElement }) {
  const holder = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    holder.current?.replaceChildren(image)
  }, [image])
  return <span ref={holder} className="stage-image" />
}

import { type PointerEvent, type RefObject, useEffect, useRef } from 'react'
import { panBy, toggleActualSize, useLoupe, zoomBy } from './loupe-store.ts'
import { type Point, pointAt } from './zoom.ts'

/** A press that moves less than this, in CSS pixels, is a click. */
const clickSlop = 4

/** Click to look closer, drag to move what is zoomed, wheel and pinch to zoom around the pointer. */
export function useStageGestures(element: RefObject<HTMLElement | null>) {
  const press = useRef<{ from: Point; last: Point; moved: boolean } | null>(null)

  useEffect(() => {
    const target = element.current
    const wheel = (event: WheelEvent) => {
      event.preventDefault()
      // A pinch comes as a wheel with Ctrl, in smaller steps.
      const speed = event.ctrlKey ? 0.01 : 0.0015
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1
      zoomBy(Math.exp(-event.deltaY * lines * speed), devicePoint(event, target))
    }
    // React listens passively, and the page must not scroll or zoom itself.
    target?.addEventListener('wheel', wheel, { passive: false })
    return () => target?.removeEventListener('wheel', wheel)
  }, [element])

  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0) return
      const from = { x: event.clientX, y: event.clientY }
      press.current = { from, last: from, moved: false }
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const now = press.current
      if (!now) return
      const far = Math.hypot(event.clientX - now.from.x, event.clientY - now.from.y)
      if (!now.moved && far < clickSlop) return
      const ratio = window.devicePixelRatio
      panBy({ x: (event.clientX - now.last.x) * ratio, y: (event.clientY - now.last.y) * ratio })
      press.current = { from: now.from, last: { x: event.clientX, y: event.clientY }, moved: true }
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      const now = press.current
      press.current = null
      const { zoom, picture, stage } = useLoupe.getState()
      if (!now || now.moved || !picture) return
      toggleActualSize(pointAt(devicePoint(event, event.currentTarget), zoom, picture, stage))
    },
    onPointerCancel() {
      press.current = null
    },
  }
}

function devicePoint(event: { clientX: number; clientY: number }, element: HTMLElement | null): Point {
  const box = element?.getBoundingClientRect()
  const ratio = window.devicePixelRatio
  return { x: (event.clientX - (box?.left ?? 0)) * ratio, y: (event.clientY - (box?.top ?? 0)) * ratio }
}

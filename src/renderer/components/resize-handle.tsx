import { useRef } from 'react'
import './resize-handle.css'

interface ResizeHandleProps {
  label: string
  /** The side of the handle that the panel is on. */
  panel: 'left' | 'right'
  value: number
  min: number
  max: number
  /** While it is dragged. */
  onChange(width: number): void
  /** Once it has its place. */
  onChangeEnd(width: number): void
}

const step = 12

/** The edge of a panel, dragged or moved by arrow keys. */
export function ResizeHandle({ label, panel, value, min, max, onChange, onChangeEnd }: ResizeHandleProps) {
  const start = useRef<{ x: number; width: number } | null>(null)
  const bounded = (width: number) => Math.round(Math.min(max, Math.max(min, width)))
  const sign = panel === 'left' ? 1 : -1
  const widthAt = (clientX: number) =>
    start.current ? bounded(start.current.width + sign * (clientX - start.current.x)) : value
  return (
    <div
      className={`resize-handle resize-${panel}`}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={value}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { x: event.clientX, width: value }
      }}
      onPointerMove={(event) => {
        if (start.current) onChange(widthAt(event.clientX))
      }}
      onPointerUp={(event) => {
        if (start.current) onChangeEnd(widthAt(event.clientX))
        start.current = null
      }}
      onKeyDown={(event) => {
        const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
        if (direction !== 0) onChangeEnd(bounded(value + direction * sign * step))
      }}
    />
  )
}

import { type RefObject, useLayoutEffect } from 'react'
import { useLoupe } from './loupe-store.ts'

/** Keeps the stage's size in device pixels, exactly where the browser can say it. */
export function useStageSize(element: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const target = element.current
    if (!target) return
    const observer = new ResizeObserver(([entry]) => {
      const exact = entry?.devicePixelContentBoxSize?.[0]
      const ratio = window.devicePixelRatio
      useLoupe.setState({
        stage: {
          width: exact?.inlineSize ?? Math.round(target.clientWidth * ratio),
          height: exact?.blockSize ?? Math.round(target.clientHeight * ratio),
        },
      })
    })
    observer.observe(target, { box: 'device-pixel-content-box' })
    return () => observer.disconnect()
  }, [element])
}

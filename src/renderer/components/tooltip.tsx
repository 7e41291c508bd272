import type { ReactElement } from 'react'
import { Tooltip, TooltipTrigger } from 'react-aria-components'
import { KeyHint } from './key-hint.tsx'
import './tooltip.css'

interface HintProps {
  text: string
  keys?: string | undefined
  /** A control of react-aria-components, or anything wrapped in its Focusable. */
  children: ReactElement
}

/** A tooltip: what the control does, and its key. Shown on hover after a moment, and on keyboard focus. */
export function Hint({ text, keys, children }: HintProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {children}
      <Tooltip className="tooltip" offset={6}>
        {text}
        {keys && <KeyHint keys={keys} />}
      </Tooltip>
    </TooltipTrigger>
  )
}

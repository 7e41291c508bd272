import type { ReactElement, ReactNode } from 'react'
import { Dialog, DialogTrigger, Popover as AriaPopover } from 'react-aria-components'
import './popover.css'

interface PopoverProps {
  label: string
  /** The button that opens it. */
  trigger: ReactElement
  children: ReactNode | ((close: () => void) => ReactNode)
}

/** A small panel that floats at its button: for choices that are more than a list. */
export function Popover({ label, trigger, children }: PopoverProps) {
  return (
    <DialogTrigger>
      {trigger}
      <AriaPopover className="popover" offset={4}>
        <Dialog className="popover-body" aria-label={label}>
          {({ close }) => (typeof children === 'function' ? children(close) : children)}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  )
}

import type { ReactNode } from 'react'
import { Switch as AriaSwitch, type SwitchProps as AriaSwitchProps } from 'react-aria-components'
import './switch.css'

interface SwitchProps extends Omit<AriaSwitchProps, 'className' | 'children' | 'style'> {
  children?: ReactNode
}

/** On or off, taking effect at once. */
export function Switch({ children, ...rest }: SwitchProps) {
  return (
    <AriaSwitch {...rest} className="switch">
      <span className="switch-track" aria-hidden="true" />
      {children}
    </AriaSwitch>
  )
}

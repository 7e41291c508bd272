import type { ReactNode, Ref } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import { Icon } from './icon.tsx'
import type { IconName } from './icons.ts'
import { KeyHint } from './key-hint.tsx'
import { Hint } from './tooltip.tsx'
import './button.css'

interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'style'> {
  variant?: 'primary' | 'plain' | 'ghost' | 'danger'
  size?: 'normal' | 'large'
  icon?: IconName
  /** Shown in the button, for the few commands a screen is about. */
  keyHint?: string
  tooltip?: string
  tooltipKeys?: string | undefined
  /** Why it cannot be pressed now. It stays focusable, so that the reason can be read. */
  disabledReason?: string | undefined
  /** Its work runs: the label stays, a small bar moves under it, further presses do nothing. */
  busy?: boolean
  className?: string
  children?: ReactNode
  ref?: Ref<HTMLButtonElement>
}

export function Button({
  variant = 'plain',
  size = 'normal',
  icon,
  keyHint,
  tooltip,
  tooltipKeys,
  disabledReason,
  busy = false,
  className = '',
  children,
  onPress,
  ...rest
}: ButtonProps) {
  const off = disabledReason !== undefined
  const button = (
    <AriaButton
      {...rest}
      className={`button button-${variant} button-${size} ${children === undefined ? 'button-icon' : ''} ${className}`}
      {...(off && { 'aria-disabled': true, 'data-off': true })}
      {...(!off && !busy && onPress && { onPress })}
      data-busy={busy || undefined}
    >
      {icon && <Icon name={icon} size={children === undefined ? 16 : 14} />}
      {children}
      {keyHint && <KeyHint keys={keyHint} />}
    </AriaButton>
  )
  const hint = disabledReason ?? tooltip
  if (hint === undefined) return button
  return (
    <Hint text={hint} keys={off ? undefined : tooltipKeys}>
      {button}
    </Hint>
  )
}

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'tooltip'> {
  icon: IconName
  /** Its name, also shown as the tooltip. */
  label: string
}

/** A button that shows an icon only. */
export function IconButton({ label, variant = 'ghost', ...rest }: IconButtonProps) {
  return <Button {...rest} variant={variant} aria-label={label} tooltip={label} />
}

import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { Icon } from '../components/icon.tsx'
import { Hint } from '../components/tooltip.tsx'

interface FilterChipProps {
  name: string
  /** What it filters by now; without it the name is shown. */
  value?: string | undefined
  mark?: ReactNode
  /** Why there is nothing to choose. */
  disabledReason?: string | undefined
}

/** The button of one filter. It is given to a menu or popover, which opens at it. */
export function FilterChip({ name, value, mark, disabledReason }: FilterChipProps) {
  const button = (
    <Button
      className={value === undefined ? 'filter-chip' : 'filter-chip filter-on'}
      aria-label={value === undefined ? name : `${name}: ${value}`}
      isDisabled={disabledReason !== undefined}
    >
      {mark}
      <span className="filter-value">{value ?? name}</span>
      <Icon name="chevronDown" size={10} />
    </Button>
  )
  return disabledReason === undefined ? button : <Hint text={disabledReason}>{button}</Hint>
}

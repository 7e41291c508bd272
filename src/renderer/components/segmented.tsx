import type { Key } from 'react-aria-components'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { Icon } from './icon.tsx'
import type { IconName } from './icons.ts'
import { Hint } from './tooltip.tsx'
import './segmented.css'

interface Choice<Id extends string> {
  readonly id: Id
  readonly label: string
  readonly icon?: IconName
  readonly keys?: string
}

interface SegmentedProps<Id extends string> {
  label: string
  choices: readonly Choice<Id>[]
  value: Id
  onChange(id: Id): void
  /** In narrow windows only the icons stay. */
  collapses?: boolean
}

/** One of a few, all visible. */
export function Segmented<Id extends string>(props: SegmentedProps<Id>) {
  const { label, choices, value, onChange, collapses = false } = props
  const choose = (keys: Set<Key>) => {
    const chosen = choices.find((choice) => keys.has(choice.id))
    if (chosen) onChange(chosen.id)
  }
  return (
    <ToggleButtonGroup
      className={collapses ? 'segmented segmented-collapses' : 'segmented'}
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={choose}
    >
      {choices.map((choice) => (
        <Hint key={choice.id} text={choice.label} keys={choice.keys}>
          <ToggleButton id={choice.id} className="segmented-choice" aria-label={choice.label}>
            {choice.icon && <Icon name={choice.icon} size={14} />}
            <span className="segmented-label">{choice.label}</span>
          </ToggleButton>
        </Hint>
      ))}
    </ToggleButtonGroup>
  )
}

import type { ReactNode } from 'react'
import type { SearchField } from '../../shared/query/fields.ts'
import { type MenuEntry, MenuButton } from '../components/menu.tsx'
import { useFormat } from '../state/format-context.ts'
import { FilterChip } from './filter-chip.tsx'
import { useFilter } from './use-filter.ts'

export interface FilterChoice {
  /** The value in the search line. */
  readonly value: string
  readonly label: string
  readonly mark?: ReactNode
  readonly count?: number
}

interface ChoiceFilterProps {
  field: SearchField
  name: string
  /** The entry that takes the filter away. */
  anyLabel: string
  choices: readonly FilterChoice[]
  /** Several may be asked for at once. */
  several?: boolean
  /** Shown in the chip, before its words. */
  mark?: ReactNode
  disabledReason?: string | undefined
}

/** A filter whose values are a list. */
export function ChoiceFilter(props: ChoiceFilterProps) {
  const { field, name, anyLabel, choices, several = false, mark, disabledReason } = props
  const format = useFormat()
  const { values, set } = useFilter(field)
  const toggled = (value: string) =>
    values.includes(value) ? values.filter((one) => one !== value) : several ? [...values, value] : [value]
  const entries: MenuEntry[] = choices.map(({ value, label, mark, count }) => ({
    id: value,
    label,
    mark,
    checked: values.includes(value),
    ...(count !== undefined && { note: format.number(count) }),
    run: () => set(toggled(value)),
  }))
  const any: MenuEntry = { id: '', label: anyLabel, checked: values.length === 0, run: () => set(null) }
  const labelOf = (value: string) => choices.find((choice) => choice.value === value)?.label ?? value
  return (
    <MenuButton label={name} groups={[[any], entries]}>
      <FilterChip
        name={name}
        value={values.length === 0 ? undefined : values.map(labelOf).join(', ')}
        mark={mark}
        disabledReason={values.length === 0 ? disabledReason : undefined}
      />
    </MenuButton>
  )
}

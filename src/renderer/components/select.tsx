import type { Key } from 'react-aria-components'
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
} from 'react-aria-components'
import { Icon } from './icon.tsx'
import './popover.css'
import './menu.css'
import './select.css'

interface SelectProps<Id extends string> {
  label: string
  /** The label is read, not shown, where the place already says what is chosen. */
  labelHidden?: boolean
  choices: readonly { readonly id: Id; readonly label: string }[]
  value: Id
  onChange(id: Id): void
}

/** One of several, shown as a list on demand. */
export function Select<Id extends string>(props: SelectProps<Id>) {
  const { label, labelHidden = false, choices, value, onChange } = props
  const choose = (key: Key | null) => {
    const chosen = choices.find((choice) => choice.id === key)
    if (chosen) onChange(chosen.id)
  }
  return (
    <AriaSelect
      className="select"
      value={value}
      onChange={choose}
      {...(labelHidden && { 'aria-label': label })}
    >
      {!labelHidden && <Label className="text-field-label">{label}</Label>}
      <Button className="select-button">
        <SelectValue className="select-value" />
        <Icon name="chevronDown" size={12} />
      </Button>
      <Popover className="popover">
        <ListBox className="menu">
          {choices.map((choice) => (
            <ListBoxItem key={choice.id} id={choice.id} className="menu-item" textValue={choice.label}>
              {({ isSelected }) => (
                <>
                  <span className="menu-check">{isSelected && <Icon name="check" size={12} />}</span>
                  <span className="menu-label">{choice.label}</span>
                </>
              )}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}

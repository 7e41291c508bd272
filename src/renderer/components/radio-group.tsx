import { Radio, RadioGroup as AriaRadioGroup } from 'react-aria-components'
import './radio-group.css'

interface RadioGroupProps<Id extends string> {
  label: string
  choices: readonly { readonly id: Id; readonly label: string }[]
  value: Id
  onChange(id: Id): void
}

/** One of a few that are read as sentences, side by side. The heading beside it is its label. */
export function RadioGroup<Id extends string>({ label, choices, value, onChange }: RadioGroupProps<Id>) {
  const choose = (id: string) => {
    const chosen = choices.find((choice) => choice.id === id)
    if (chosen) onChange(chosen.id)
  }
  return (
    <AriaRadioGroup
      className="radio-group"
      aria-label={label}
      value={value}
      onChange={choose}
      orientation="horizontal"
    >
      {choices.map((choice) => (
        <Radio key={choice.id} value={choice.id} className="radio">
          <span className="radio-dot" aria-hidden="true" />
          {choice.label}
        </Radio>
      ))}
    </AriaRadioGroup>
  )
}

import { Button as AriaButton } from 'react-aria-components'
import { Icon } from '../components/icon.tsx'
import type { IconName } from '../components/icons.ts'
import { KeyHint } from '../components/key-hint.tsx'

interface FirstRunChoiceProps {
  icon: IconName
  title: string
  sentence: string
  /** What is known now: the card that is in. */
  fact: string
  good: boolean
  digit: number
  disabled: boolean
  onChoose(): void
}

export function FirstRunChoice(props: FirstRunChoiceProps) {
  const { icon, title, sentence, fact, good, digit, disabled, onChoose } = props
  return (
    <AriaButton className="choice" autoFocus={digit === 1} isDisabled={disabled} onPress={onChoose}>
      <Icon name={icon} size={24} />
      <b>{title}</b>
      <span className="choice-sentence">{sentence}</span>
      <span className="choice-fact">
        <span className={good ? 'choice-good' : ''}>
          {good && <Icon name="check" size={12} />}
          {fact}
        </span>
        <KeyHint keys={String(digit)} />
      </span>
    </AriaButton>
  )
}

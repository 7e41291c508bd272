import { Button as AriaButton } from 'react-aria-components'
import { Icon } from './icon.tsx'
import type { IconName } from './icons.ts'
import { KeyHint } from './key-hint.tsx'
import './choice-card.css'

interface ChoiceCardProps {
  icon: IconName
  title: string
  sentence: string
  /** What is known now, or what is needed for it. */
  fact: string
  /** The fact is one to be glad of: the card that is in. */
  good?: boolean
  digit: number
  disabled?: boolean
  onChoose(): void
}

/** One of a few ways to go on, chosen by click, by its digit or by Enter. */
export function ChoiceCard(props: ChoiceCardProps) {
  const { icon, title, sentence, fact, good = false, digit, disabled = false, onChoose } = props
  return (
    <AriaButton className="choice-card" autoFocus={digit === 1} isDisabled={disabled} onPress={onChoose}>
      <Icon name={icon} size={24} />
      <b>{title}</b>
      <span className="choice-card-sentence">{sentence}</span>
      <span className="choice-card-fact">
        <span className={good ? 'choice-card-good' : ''}>
          {good && <Icon name="check" size={12} />}
          {fact}
        </span>
        <KeyHint keys={String(digit)} />
      </span>
    </AriaButton>
  )
}

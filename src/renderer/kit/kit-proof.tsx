import { type FormEvent, useState } from 'react'
import { drawPlaces, isWordAt } from '../../shared/space/kit-check.ts'
import { Button } from '../components/button.tsx'
import { Icon } from '../components/icon.tsx'
import { TextField } from '../components/text-field.tsx'
import { useText } from '../state/text-context.ts'

const random = { bytes: (count: number) => crypto.getRandomValues(new Uint8Array(count)) }

interface KitProofProps {
  words: readonly string[]
  onProved(): void
}

/** Three of the words, typed back from the paper. */
export function KitProof({ words, onProved }: KitProofProps) {
  const text = useText().joining
  const [places] = useState(() => drawPlaces(words.length, random))
  const [typed, setTyped] = useState<readonly string[]>(() => places.map(() => ''))
  /** The field that is typed into: there a word is not wrong, just not whole. */
  const [inHand, setInHand] = useState<number | null>(null)
  const right = places.map((place, at) => isWordAt(words, place, typed[at] ?? ''))
  const missing = right.filter((each) => !each).length
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setInHand(null)
    if (missing === 0) onProved()
  }
  return (
    <form className="step-form" noValidate onSubmit={submit}>
      {places.map((place, at) => (
        <TextField
          key={place}
          label={text.kit.word(place)}
          mono
          autoFocus={at === 0}
          autoComplete="off"
          autoCorrect="off"
          spellCheck="false"
          maxLength={20}
          value={typed[at] ?? ''}
          error={inHand !== at && !right[at] && typed[at] !== '' ? text.kit.otherWord : undefined}
          onChange={(value) => {
            setTyped(typed.with(at, value))
            setInHand(at)
          }}
          onBlur={() => setInHand(null)}
          after={
            right[at] && (
              <span className="kit-right">
                <Icon name="check" size={14} />
                <span className="visually-hidden">{text.kit.right}</span>
              </span>
            )
          }
        />
      ))}
      <p className="kit-left" role="status">
        {missing === 0 ? text.kit.proved : text.kit.left(missing)}
      </p>
      <div className="step-buttons">
        <Button
          type="submit"
          size="large"
          variant="primary"
          {...(missing > 0 && { disabledReason: text.kit.left(missing) })}
        >
          {text.goOn}
        </Button>
      </div>
    </form>
  )
}

import type { FormEvent, ReactNode } from 'react'
import { Button } from '../components/button.tsx'
import { ErrorMessage } from '../components/error-message.tsx'
import { useText } from '../state/text-context.ts'

interface StepFormProps {
  /** What the step does. */
  button: string
  busy: boolean
  /** What a call threw; null: nothing. */
  error: unknown
  onSubmit(): void
  onBack?: () => void
  children: ReactNode
}

/** The fields of a step and its buttons; Enter in a field goes on. */
export function StepForm({ button, busy, error, onSubmit, onBack, children }: StepFormProps) {
  const text = useText().joining
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!busy) onSubmit()
  }
  return (
    <form className="step-form" noValidate onSubmit={submit}>
      {children}
      {error !== null && <ErrorMessage error={error} />}
      <div className="step-buttons">
        {onBack && (
          <Button size="large" variant="ghost" onPress={onBack}>
            {text.back}
          </Button>
        )}
        <Button type="submit" size="large" variant="primary" busy={busy}>
          {button}
        </Button>
      </div>
    </form>
  )
}

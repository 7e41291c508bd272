import { useState } from 'react'
import { Button } from '../components/button.tsx'
import { TextField } from '../components/text-field.tsx'
import { announce } from '../state/notices.ts'
import { useText } from '../state/text-context.ts'
import { StepForm } from './step-form.tsx'

interface CodeStepProps {
  way: 'register' | 'recover'
  busy: boolean
  error: unknown
  onCode(code: string): void
  /** Has another code mailed. */
  onAgain(): void
  onBack(): void
}

/** The six digits that the server has mailed. */
export function CodeStep({ way, busy, error, onCode, onAgain, onBack }: CodeStepProps) {
  const text = useText().joining.code
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(false)
  const digits = typed.replaceAll(/\s/g, '')
  const isCode = /^\d{6}$/.test(digits)
  return (
    <StepForm
      button={text.finish[way]}
      busy={busy}
      error={error}
      onBack={onBack}
      onSubmit={() => {
        setTried(true)
        if (isCode) onCode(digits)
      }}
    >
      <TextField
        label={text.label}
        mono
        autoFocus
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={12}
        value={typed}
        error={tried && !isCode ? text.format : undefined}
        onChange={setTyped}
      />
      <div>
        <Button
          variant="ghost"
          onPress={() => {
            setTyped('')
            setTried(false)
            announce(text.mailed)
            onAgain()
          }}
        >
          {text.again}
        </Button>
      </div>
    </StepForm>
  )
}

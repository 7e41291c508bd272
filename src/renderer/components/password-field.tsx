import { useState } from 'react'
import { useText } from '../state/text-context.ts'
import { IconButton } from './button.tsx'
import { TextField } from './text-field.tsx'

interface PasswordFieldProps {
  label: string
  value: string
  onChange(value: string): void
  /** Whether it is chosen now, as a password manager wants to know. */
  isNew?: boolean
  description?: string
  error?: string | undefined
  autoFocus?: boolean
}

/** A password, hidden until the user wants to see it. */
export function PasswordField({ isNew = false, ...rest }: PasswordFieldProps) {
  const text = useText().joining
  const [shown, setShown] = useState(false)
  return (
    <TextField
      {...rest}
      type={shown ? 'text' : 'password'}
      autoComplete={isNew ? 'new-password' : 'current-password'}
      autoCorrect="off"
      spellCheck="false"
      maxLength={10_000}
      after={
        <IconButton icon="eye" label={text.show} aria-pressed={shown} onPress={() => setShown(!shown)} />
      }
    />
  )
}

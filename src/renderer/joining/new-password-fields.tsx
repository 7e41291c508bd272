import { charactersIn, isNewPassword } from '../../shared/space/password-rules.ts'
import { PasswordField } from '../components/password-field.tsx'
import { useText } from '../state/text-context.ts'

/** A password that is chosen now, typed twice. */
export interface NewPassword {
  readonly first: string
  readonly again: string
}

export const noPassword: NewPassword = { first: '', again: '' }

export function isAgreed({ first, again }: NewPassword): boolean {
  return isNewPassword(first) && first === again
}

interface NewPasswordFieldsProps {
  typed: NewPassword
  onChange(typed: NewPassword): void
  /** Somebody tried to go on: what is wrong is said. */
  tried: boolean
  autoFocus?: boolean
}

export function NewPasswordFields({ typed, onChange, tried, autoFocus = false }: NewPasswordFieldsProps) {
  const text = useText().joining
  const { first, again } = typed
  const short = tried && !isNewPassword(first)
  return (
    <>
      <PasswordField
        label={text.newPassword}
        isNew
        autoFocus={autoFocus}
        value={first}
        description={text.passwordNote}
        error={short ? text.tooShort(charactersIn(first)) : undefined}
        onChange={(value) => onChange({ ...typed, first: value })}
      />
      <PasswordField
        label={text.again}
        isNew
        value={again}
        error={tried && !short && first !== again ? text.differ : undefined}
        onChange={(value) => onChange({ ...typed, again: value })}
      />
    </>
  )
}

import type { ReactNode } from 'react'
import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components'
import './text-field.css'

interface TextFieldProps extends Omit<AriaTextFieldProps, 'className' | 'children' | 'style'> {
  /** Shown above; without it give `aria-label`. */
  label?: string
  /** Below, while there is no error. */
  description?: ReactNode
  /** What is wrong with the value, in words. */
  error?: string | undefined
  placeholder?: string
  /** Rows of a text that may be long. */
  rows?: number
  mono?: boolean
  /** At the end of the line: a button, a unit. */
  after?: ReactNode
}

export function TextField(props: TextFieldProps) {
  const { label, description, error, placeholder, rows, mono = false, after, ...rest } = props
  const shared = {
    className: mono ? 'text-field-input mono' : 'text-field-input',
    ...(placeholder && { placeholder }),
  }
  return (
    <AriaTextField {...rest} className="text-field" isInvalid={error !== undefined}>
      {label && <Label className="text-field-label">{label}</Label>}
      <div className="text-field-box">
        {rows === undefined ? <Input {...shared} /> : <TextArea {...shared} rows={rows} />}
        {after}
      </div>
      {description && error === undefined && (
        <Text slot="description" className="text-field-note">
          {description}
        </Text>
      )}
      <FieldError className="text-field-note text-field-error">{error}</FieldError>
    </AriaTextField>
  )
}

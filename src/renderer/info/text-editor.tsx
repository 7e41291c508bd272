import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { TextFieldProps } from 'react-aria-components'
import { TextField } from '../components/text-field.tsx'
import { leaveField } from '../keys/regions.ts'
import { useText } from '../state/text-context.ts'

interface TextEditorProps {
  label: string
  /** Null: the photos differ. */
  value: string | null
  rows?: number
  onCommit(value: string): void
}

/**
 * A text that is written when the field is left, by Enter (several lines: with Mod), or when another photo comes.
 * Esc takes back what was typed.
 */
export function TextEditor({ label, value, rows, onCommit }: TextEditorProps) {
  const { several } = useText().loupe.info
  const [draft, setDraft] = useState<string | null>(null)
  const takenBack = useRef(false)
  const write = () => {
    const changed = draft !== null && draft.trim() !== (value ?? '')
    if (changed && !takenBack.current) onCommit(draft.trim())
    takenBack.current = false
  }
  const leave = () => {
    write()
    setDraft(null)
  }
  const writeAtEnd = useEffectEvent(write)
  useEffect(() => () => writeAtEnd(), [])

  const press: TextFieldProps['onKeyDown'] = (event) => {
    const ends = event.key === 'Enter' && (rows === undefined || event.ctrlKey || event.metaKey)
    if (event.nativeEvent.isComposing || (event.key !== 'Escape' && !ends)) {
      event.continuePropagation()
      return
    }
    event.preventDefault()
    takenBack.current = event.key === 'Escape'
    // Leaving the field is what writes it.
    leaveField()
  }
  return (
    <TextField
      aria-label={label}
      placeholder={value === null ? several : label}
      value={draft ?? value ?? ''}
      onChange={setDraft}
      onBlur={leave}
      onKeyDown={press}
      {...(rows !== undefined && { rows })}
    />
  )
}

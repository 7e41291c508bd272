import { useState } from 'react'
import { TextField } from '../components/text-field.tsx'
import { useChangeSettings, useSettings } from '../state/settings.ts'
import { useText } from '../state/text-context.ts'

/** Creator and copyright as an import writes them. */
export function AuthorshipSettings() {
  const text = useText().settings
  return (
    <div className="settings-card settings-fields">
      <StoredField field="creator" label={text.creator} placeholder={text.creatorPlaceholder} />
      <StoredField field="copyright" label={text.copyright} placeholder={text.copyrightPlaceholder} />
      <p className="setting-note">{text.authorshipNote}</p>
    </div>
  )
}

interface StoredFieldProps {
  field: 'creator' | 'copyright'
  label: string
  placeholder: string
}

/** Kept when the field is left or Enter is pressed, so that a half-typed name is never used. */
function StoredField({ field, label, placeholder }: StoredFieldProps) {
  const stored = useSettings()[field]
  const change = useChangeSettings()
  const [typed, setTyped] = useState<string | null>(null)
  const keep = () => {
    if (typed !== null && typed !== stored) change({ [field]: typed.trim() })
    setTyped(null)
  }
  return (
    <TextField
      label={label}
      placeholder={placeholder}
      value={typed ?? stored}
      maxLength={2_000}
      onChange={setTyped}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep()
        else event.continuePropagation()
      }}
    />
  )
}

import { TextField } from '../components/text-field.tsx'
import { useText } from '../state/text-context.ts'
import type { Asked } from './asked.ts'

interface ServerFieldsProps {
  asked: Asked
  onChange(asked: Asked): void
  /** Somebody tried to go on: what is missing is said. */
  tried: boolean
}

/** The server's address and the user's e-mail address there. */
export function ServerFields({ asked, onChange, tried }: ServerFieldsProps) {
  const text = useText().joining
  const { server, email } = asked
  return (
    <>
      <TextField
        label={text.server}
        placeholder={text.serverPlaceholder}
        description={text.serverNote}
        type="url"
        inputMode="url"
        spellCheck="false"
        maxLength={1_000}
        autoFocus={server === ''}
        value={server}
        error={tried && server.trim() === '' ? text.missing.server : undefined}
        onChange={(typed) => onChange({ ...asked, server: typed })}
      />
      <TextField
        label={text.email}
        type="email"
        autoComplete="email"
        spellCheck="false"
        maxLength={320}
        autoFocus={server !== ''}
        value={email}
        error={tried && email.trim() === '' ? text.missing.email : undefined}
        onChange={(typed) => onChange({ ...asked, email: typed })}
      />
    </>
  )
}

export function isAsked({ server, email }: Asked): boolean {
  return server.trim() !== '' && email.trim() !== ''
}

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '../components/button.tsx'
import { ErrorMessage } from '../components/error-message.tsx'
import { PasswordField } from '../components/password-field.tsx'
import { useEngine } from '../state/bridge-context.ts'
import { useText } from '../state/text-context.ts'

/** Asks for the password that locks the keys of the account, and syncs with it. */
export function UnlockForm({ onUnlocked }: { onUnlocked?: () => void }) {
  const { space, joining } = useText()
  const engine = useEngine()
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState(false)
  const unlock = useMutation({
    mutationFn: () => engine.sync.now({ password }),
    onSuccess: ({ status }) => {
      if (status.state !== 'locked') onUnlocked?.()
    },
  })
  const wrong = unlock.data?.status.state === 'locked'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setMissing(password === '')
    if (password !== '' && !unlock.isPending) unlock.mutate()
  }
  return (
    <form className="unlock-form" onSubmit={submit}>
      <PasswordField
        label={joining.password}
        value={password}
        autoFocus
        error={missing ? joining.missing.password : wrong ? space.unlock.wrong : undefined}
        onChange={(typed) => {
          setPassword(typed)
          setMissing(false)
          unlock.reset()
        }}
      />
      <Button type="submit" variant="primary" icon="lock" busy={unlock.isPending}>
        {space.unlock.button}
      </Button>
      {unlock.error && <ErrorMessage error={unlock.error} />}
    </form>
  )
}

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { SyncStatus } from '../../shared/sync-status.ts'
import { Button } from '../components/button.tsx'
import { Dialog } from '../components/dialog.tsx'
import { ErrorMessage } from '../components/error-message.tsx'
import { Note } from '../components/note.tsx'
import { PasswordField } from '../components/password-field.tsx'
import { useEngine } from '../state/bridge-context.ts'
import { accountNoticeOf } from '../state/error-notice.ts'
import { showNotice } from '../state/notices.ts'
import { useText } from '../state/text-context.ts'
import { useSpaceView } from './open-space.ts'

const close = () => useSpaceView.setState({ signingOut: false })

/** Signing out: what leaves this computer, what stays, and what was not sent yet. */
export function SignOutDialog({ status }: { status: SyncStatus }) {
  const words = useText()
  const text = words.space.signOut
  const engine = useEngine()
  const [password, setPassword] = useState('')
  const signOut = useMutation({
    mutationFn: () => engine.account.signOut(password === '' ? {} : { password }),
    onSuccess: ({ sessionEnded }) => {
      close()
      showNotice({ kind: 'done', text: sessionEnded ? text.done : text.left })
    },
  })
  const locked = status.state === 'locked' || accountNoticeOf(signOut.error)?.code === 'keys-locked'
  return (
    <Dialog
      title={text.title}
      role="alertdialog"
      onClose={close}
      actions={
        <>
          <Button variant="danger" busy={signOut.isPending} onPress={() => signOut.mutate()}>
            {text.confirm}
          </Button>
          <Button autoFocus={!locked} onPress={close}>
            {words.app.cancel}
          </Button>
        </>
      }
    >
      <p>{text.sentence}</p>
      {status.unsent > 0 && <Note tone="warn">{text.unsent(status.unsent)}</Note>}
      {locked && (
        <PasswordField label={words.joining.password} value={password} autoFocus onChange={setPassword} />
      )}
      {signOut.error && <ErrorMessage error={signOut.error} />}
    </Dialog>
  )
}

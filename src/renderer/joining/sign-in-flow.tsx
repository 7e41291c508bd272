import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../components/button.tsx'
import { PasswordField } from '../components/password-field.tsx'
import { useKeptAccount } from '../space/use-account.ts'
import { useEngine } from '../state/bridge-context.ts'
import { useFormat } from '../state/format-context.ts'
import { useText } from '../state/text-context.ts'
import type { Asked } from './asked.ts'
import { FirstSync } from './first-sync.tsx'
import { JoiningFrame } from './joining-frame.tsx'
import { openJoining } from './open-joining.ts'
import { isAsked, ServerFields } from './server-fields.tsx'
import { StepForm } from './step-form.tsx'

const steps = ['server', 'sync'] as const

/** Signing in with e-mail address and password; a library whose session has ended is signed in again. */
export function SignInFlow() {
  const text = useText().joining
  const engine = useEngine()
  const { language } = useFormat()
  const kept = useKeptAccount()
  const [typed, setTyped] = useState<Asked | null>(null)
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const asked = typed ?? { server: kept?.server ?? '', email: '' }
  const signIn = useMutation({
    mutationFn: () => engine.account.signIn({ ...asked, language, password }),
    onSuccess: () => setPassword(''),
  })
  if (signIn.isSuccess) return <FirstSync way="sign-in" steps={steps} step="sync" title={text.sync.title} />
  return (
    <JoiningFrame
      way="sign-in"
      steps={steps}
      step="server"
      title={text.signIn.title}
      sentence={text.signIn.sentence}
    >
      <StepForm
        button={text.signIn.button}
        busy={signIn.isPending}
        error={signIn.error}
        onSubmit={() => {
          setTried(true)
          if (isAsked(asked) && password !== '') signIn.mutate()
        }}
      >
        <ServerFields key={kept?.server} asked={asked} onChange={setTyped} tried={tried} />
        <PasswordField
          label={text.password}
          value={password}
          error={tried && password === '' ? text.missing.password : undefined}
          onChange={setPassword}
        />
        <div>
          <Button variant="ghost" onPress={() => openJoining('recover')}>
            {text.signIn.lost}
          </Button>
        </div>
      </StepForm>
    </JoiningFrame>
  )
}

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { TextField } from '../components/text-field.tsx'
import { useKeptAccount } from '../space/use-account.ts'
import { useEngine } from '../state/bridge-context.ts'
import { useFormat } from '../state/format-context.ts'
import { useText } from '../state/text-context.ts'
import type { Asked } from './asked.ts'
import { CodeStep } from './code-step.tsx'
import { FirstSync } from './first-sync.tsx'
import { JoiningFrame, type JoiningStep } from './joining-frame.tsx'
import { isAgreed, NewPasswordFields, noPassword } from './new-password-fields.tsx'
import { isAsked, ServerFields } from './server-fields.tsx'
import { StepForm } from './step-form.tsx'

/** Signing in with the words of the recovery kit, which sets a new password. */
export function RecoverFlow() {
  const text = useText().joining
  const engine = useEngine()
  const { language } = useFormat()
  const kept = useKeptAccount()
  const [step, setStep] = useState<JoiningStep>('server')
  const [typed, setTyped] = useState<Asked | null>(null)
  const [kit, setKit] = useState('')
  const [password, setPassword] = useState(noPassword)
  const [tried, setTried] = useState(false)
  const [minutes, setMinutes] = useState(0)
  const [mails, setMails] = useState(false)
  const asked = typed ?? { server: kept?.server ?? '', email: '' }

  const greet = useMutation({
    mutationFn: () => engine.account.greet(asked),
    onSuccess: ({ server, mailsCodes }) => {
      setMails(mailsCodes)
      setTyped({ ...asked, server })
      go('words')
    },
  })
  const recover = useMutation({
    mutationFn: (code: string | null) =>
      engine.account.recover({
        ...{ ...asked, language, kit, newPassword: password.first },
        ...(code !== null && { code }),
      }),
    onSuccess: (answer) => {
      if (answer.kind === 'code-mailed') {
        setMinutes(answer.minutes)
        go('code')
      } else {
        setKit('')
        setPassword(noPassword)
        go('sync')
      }
    },
  })
  function go(to: JoiningStep) {
    setTried(false)
    greet.reset()
    recover.reset()
    setStep(to)
  }
  const steps: JoiningStep[] = ['server', 'words', ...(mails ? (['code'] as const) : []), 'sync']
  const frame = { way: 'recover', steps, step } as const

  if (step === 'sync') return <FirstSync {...frame} title={text.sync.recovered} />
  if (step === 'code') {
    return (
      <JoiningFrame {...frame} title={text.code.title} sentence={text.code.sentence(asked.email, minutes)}>
        <CodeStep
          way="recover"
          busy={recover.isPending}
          error={recover.error}
          onCode={(code) => recover.mutate(code)}
          onAgain={() => recover.mutate(null)}
          onBack={() => go('words')}
        />
      </JoiningFrame>
    )
  }
  if (step === 'words') {
    const count = kit.split(/\s+/).filter(Boolean).length
    return (
      <JoiningFrame {...frame} title={text.recover.title} sentence={text.recover.sentence}>
        <StepForm
          button={mails ? text.goOn : text.recover.button}
          busy={recover.isPending}
          error={recover.error}
          onBack={() => go('server')}
          onSubmit={() => {
            setTried(true)
            if (isAgreed(password)) recover.mutate(null)
          }}
        >
          <TextField
            label={text.recover.words}
            description={text.recover.wordsNote(count)}
            rows={4}
            mono
            autoFocus
            spellCheck="false"
            maxLength={10_000}
            value={kit}
            onChange={setKit}
          />
          <NewPasswordFields typed={password} onChange={setPassword} tried={tried} />
        </StepForm>
      </JoiningFrame>
    )
  }
  return (
    <JoiningFrame {...frame} title={text.ways.recover.title} sentence={text.ways.recover.sentence}>
      <StepForm
        button={text.goOn}
        busy={greet.isPending}
        error={greet.error}
        onSubmit={() => {
          setTried(true)
          if (isAsked(asked)) greet.mutate()
        }}
      >
        <ServerFields key={kept?.server} asked={asked} onChange={setTyped} tried={tried} />
      </StepForm>
    </JoiningFrame>
  )
}

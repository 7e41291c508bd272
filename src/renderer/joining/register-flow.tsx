import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Registered } from '../../shared/account.ts'
import { Note } from '../components/note.tsx'
import { KitSteps } from '../kit/kit-steps.tsx'
import { useEngine } from '../state/bridge-context.ts'
import { useFormat } from '../state/format-context.ts'
import { showNotice } from '../state/notices.ts'
import { useText } from '../state/text-context.ts'
import type { Asked } from './asked.ts'
import { CodeStep } from './code-step.tsx'
import { FirstSync } from './first-sync.tsx'
import { JoiningFrame, type JoiningStep } from './joining-frame.tsx'
import { isAgreed, NewPasswordFields, noPassword } from './new-password-fields.tsx'
import { isAsked, ServerFields } from './server-fields.tsx'
import { StepForm } from './step-form.tsx'

type Made = Extract<Registered, { kind: 'registered' }>

/** Making an account: server, password, mailed code where the server wants one, recovery kit, first sync. */
export function RegisterFlow() {
  const text = useText().joining
  const engine = useEngine()
  const { language } = useFormat()
  const [step, setStep] = useState<JoiningStep>('server')
  const [asked, setAsked] = useState<Asked>({ server: '', email: '' })
  const [password, setPassword] = useState(noPassword)
  const [tried, setTried] = useState(false)
  const [minutes, setMinutes] = useState(0)
  const [mails, setMails] = useState(false)
  const [made, setMade] = useState<Made | null>(null)

  const greet = useMutation({
    mutationFn: () => engine.account.greet(asked),
    onSuccess: ({ server, mailsCodes }) => {
      setMails(mailsCodes)
      setAsked({ ...asked, server })
      go('password')
    },
  })
  const register = useMutation({
    // Its answer has the words of the kit.
    gcTime: 0,
    mutationFn: (code: string | null) =>
      engine.account.register({
        ...{ ...asked, language, password: password.first },
        ...(code !== null && { code }),
      }),
    onSuccess: (answer) => {
      if (answer.kind === 'code-mailed') {
        setMinutes(answer.minutes)
        go('code')
      } else {
        setMade(answer)
        setPassword(noPassword)
        go('kit')
      }
    },
  })
  function go(to: JoiningStep) {
    setTried(false)
    greet.reset()
    register.reset()
    setStep(to)
  }
  const steps: JoiningStep[] = ['server', 'password', ...(mails ? (['code'] as const) : []), 'kit', 'sync']
  const frame = { way: 'register', steps, step } as const

  const sayNotProved = () => showNotice({ kind: 'done', text: text.kit.laterNotice })

  if (made && step === 'kit') {
    const { kit, profileStored } = made
    return (
      <KitSteps
        kit={kit}
        onProved={() => {
          showNotice({ kind: 'done', text: text.kit.done })
          go('sync')
        }}
        onLater={() => {
          sayNotProved()
          go('sync')
        }}
      >
        {({ title, sentence, lead, children }) => (
          <JoiningFrame {...frame} title={title} sentence={sentence} lead={lead} onLeave={sayNotProved}>
            <p className="joining-made">{text.kit.made(kit.server, kit.memberNumber)}</p>
            {!profileStored && <Note tone="warn">{text.kit.noProfile}</Note>}
            {children}
          </JoiningFrame>
        )}
      </KitSteps>
    )
  }
  if (step === 'sync') return <FirstSync {...frame} title={text.sync.title} />
  if (step === 'code') {
    return (
      <JoiningFrame {...frame} title={text.code.title} sentence={text.code.sentence(asked.email, minutes)}>
        <CodeStep
          way="register"
          busy={register.isPending}
          error={register.error}
          onCode={(code) => register.mutate(code)}
          onAgain={() => register.mutate(null)}
          onBack={() => go('server')}
        />
      </JoiningFrame>
    )
  }
  if (step === 'password') {
    return (
      <JoiningFrame {...frame} title={text.choosePassword.title} sentence={text.choosePassword.sentence}>
        <StepForm
          button={mails ? text.goOn : text.choosePassword.button}
          busy={register.isPending}
          error={register.error}
          onBack={() => go('server')}
          onSubmit={() => {
            setTried(true)
            if (isAgreed(password)) register.mutate(null)
          }}
        >
          <NewPasswordFields typed={password} onChange={setPassword} tried={tried} autoFocus />
          <Note tone="warn">{text.choosePassword.both}</Note>
        </StepForm>
      </JoiningFrame>
    )
  }
  return (
    <JoiningFrame {...frame} title={text.atServer.title} sentence={text.atServer.sentence}>
      <StepForm
        button={text.goOn}
        busy={greet.isPending}
        error={greet.error}
        onSubmit={() => {
          setTried(true)
          if (isAsked(asked)) greet.mutate()
        }}
      >
        <ServerFields asked={asked} onChange={setAsked} tried={tried} />
        <Note>{text.atServer.found}</Note>
      </StepForm>
    </JoiningFrame>
  )
}

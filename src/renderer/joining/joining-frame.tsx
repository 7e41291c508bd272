import type { ReactNode } from 'react'
import { IconButton } from '../components/button.tsx'
import { Icon } from '../components/icon.tsx'
import { useEscape } from '../keys/use-escape.ts'
import { useScreen } from '../state/screen-store.ts'
import { useText } from '../state/text-context.ts'
import type { JoiningWay } from './open-joining.ts'

export type JoiningStep = 'server' | 'password' | 'code' | 'words' | 'kit' | 'sync'

interface JoiningFrameProps {
  way: JoiningWay
  steps: readonly JoiningStep[]
  step: JoiningStep
  title: string
  sentence: string
  /** Below the sentence: the sheet of the kit. */
  lead?: ReactNode
  /** Called when the user goes before the end. */
  onLeave?: () => void
  /** What is to be done in this step. */
  children: ReactNode
}

/** Where the user is on the way, what the step is about at the left, what is to be done at the right. */
export function JoiningFrame({
  way,
  steps,
  step,
  title,
  sentence,
  lead,
  onLeave,
  children,
}: JoiningFrameProps) {
  const text = useText().joining
  const leave = () => {
    onLeave?.()
    useScreen.setState({ screen: 'library' })
  }
  useEscape(leave)
  return (
    <div className="joining">
      <header className="joining-top">
        <IconButton icon="chevronLeft" label={text.leave} tooltipKeys="Escape" onPress={leave} />
        <h1>{text.titles[way]}</h1>
      </header>
      <main className="joining-body">
        <section className="joining-lead">
          <ol className="joining-steps" aria-label={text.steps.label}>
            {steps.map((each, at) => (
              <li key={each} aria-current={each === step ? 'step' : undefined}>
                {at > 0 && <Icon name="chevronRight" size={10} />}
                {at + 1} {text.steps[each]}
              </li>
            ))}
          </ol>
          <h2>{title}</h2>
          <p>{sentence}</p>
          {lead}
        </section>
        <section className="joining-form">{children}</section>
      </main>
    </div>
  )
}

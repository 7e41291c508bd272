import { errorSentence } from '../state/error-notice.ts'
import type { ErrorNotice } from '../../shared/errors.ts'
import { useText } from '../state/text-context.ts'
import { Icon } from './icon.tsx'
import './error-message.css'

/** A failure in words, beside what failed. `error` is what a call to the engine threw. */
export function ErrorMessage({ error }: { error: unknown }) {
  return <Sentence words={errorSentence(useText(), error)} />
}

/** A failure that the engine reports as a part of its answer. */
export function ErrorNoticeMessage({ notice }: { notice: ErrorNotice }) {
  return <Sentence words={useText().errors[notice.code](notice.params)} />
}

function Sentence({ words }: { words: string }) {
  return (
    <p className="error-message" role="alert">
      <Icon name="alert" size={14} />
      <span>{words}</span>
    </p>
  )
}

import { errorSentence } from '../state/error-notice.ts'
import { useText } from '../state/text-context.ts'
import { Icon } from './icon.tsx'
import './error-message.css'

/** A failure in words, beside what failed. `error` is what a call to the engine threw. */
export function ErrorMessage({ error }: { error: unknown }) {
  const text = useText()
  return (
    <p className="error-message" role="alert">
      <Icon name="alert" size={14} />
      <span>{errorSentence(text, error)}</span>
    </p>
  )
}

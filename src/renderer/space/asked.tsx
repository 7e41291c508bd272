import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Button } from '../components/button.tsx'
import { ErrorMessage } from '../components/error-message.tsx'
import { accountNoticeOf } from '../state/error-notice.ts'
import { useText } from '../state/text-context.ts'
import { UnlockForm } from '../sync/unlock-form.tsx'

interface AskedProps<Answer> {
  query: UseQueryResult<Answer>
  /** While the answer is on its way. */
  waiting: string
  children(answer: Answer): ReactNode
}

/** What a server is asked for: the answer, why there is none, or the password that the question needs. */
export function Asked<Answer>({ query, waiting, children }: AskedProps<Answer>) {
  const text = useText().space
  const { data, error } = query
  const again = () => void query.refetch()
  if (error && accountNoticeOf(error)?.code === 'keys-locked') {
    return (
      <section className="space-card space-unlock">
        <h3>{text.unlock.title}</h3>
        <p className="space-note">{text.unlock.sentence}</p>
        <UnlockForm onUnlocked={again} />
      </section>
    )
  }
  if (error) {
    return (
      <section className="space-card">
        <ErrorMessage error={error} />
        <div>
          <Button busy={query.isFetching} onPress={again}>
            {text.tryAgain}
          </Button>
        </div>
      </section>
    )
  }
  if (data === undefined) {
    return (
      <p className="space-note" role="status">
        {waiting}
      </p>
    )
  }
  return children(data)
}

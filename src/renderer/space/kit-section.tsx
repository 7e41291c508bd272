import { useMutation } from '@tanstack/react-query'
import { Button } from '../components/button.tsx'
import { ErrorMessage } from '../components/error-message.tsx'
import { KitSteps } from '../kit/kit-steps.tsx'
import { useEngine } from '../state/bridge-context.ts'
import { accountNoticeOf } from '../state/error-notice.ts'
import { showNotice } from '../state/notices.ts'
import { useText } from '../state/text-context.ts'
import { UnlockForm } from '../sync/unlock-form.tsx'

/** The recovery kit again, to print it and to see that it is on paper. */
export function KitSection() {
  const { space, joining } = useText()
  const engine = useEngine()
  const show = useMutation({ mutationFn: () => engine.account.kit(), gcTime: 0 })
  if (show.data) {
    const proved = () => {
      show.reset()
      showNotice({ kind: 'done', text: joining.kit.done })
    }
    return (
      <KitSteps kit={show.data} onProved={proved}>
        {({ lead, children }) => (
          <div className="space-kit">
            <div className="space-kit-sheet">{lead}</div>
            <div className="space-kit-side">{children}</div>
          </div>
        )}
      </KitSteps>
    )
  }
  const locked = accountNoticeOf(show.error)?.code === 'keys-locked'
  return (
    <section className="space-card">
      <p>{space.kit.sentence}</p>
      {locked ? (
        <>
          <p className="space-note">{space.unlock.sentence}</p>
          <UnlockForm onUnlocked={() => show.mutate()} />
        </>
      ) : (
        <div>
          <Button icon="key" busy={show.isPending} onPress={() => show.mutate()}>
            {space.kit.show}
          </Button>
        </div>
      )}
      {show.error && !locked && <ErrorMessage error={show.error} />}
    </section>
  )
}

import { useMutation } from '@tanstack/react-query'
import { useEngine } from '../state/bridge-context.ts'
import { errorSentence } from '../state/error-notice.ts'
import { announce, showNotice } from '../state/notices.ts'
import { useText } from '../state/text-context.ts'
import { showStatus } from './sync-store.ts'

/** What the user can do about sync: a round now, a pause, removals that wait. */
export function useSyncActs() {
  const engine = useEngine()
  const text = useText()
  const onError = (error: unknown) => showNotice({ kind: 'error', text: errorSentence(text, error) })
  const now = useMutation({ mutationFn: () => engine.sync.now({}), onError })
  const pause = useMutation({
    mutationFn: (paused: boolean) => (paused ? engine.sync.pause() : engine.sync.resume()),
    onSuccess: showStatus,
    onError,
  })
  const agree = useMutation({
    mutationFn: () => engine.sync.settleRemovals({ agreed: true }),
    onSuccess: (status) => {
      showStatus(status)
      announce(text.sync.panel.heldDone)
    },
    onError,
  })
  return { now, pause, agree }
}

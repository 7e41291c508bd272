import { Button } from '../components/button.tsx'
import { focusRegion } from '../keys/regions.ts'
import { useFormat } from '../state/format-context.ts'
import { useAppInfo } from '../state/lists.ts'
import { useScreen } from '../state/screen-store.ts'
import { useText } from '../state/text-context.ts'
import { SyncState } from '../sync/sync-panel.tsx'
import { useSyncStatus } from '../sync/sync-store.ts'
import { JoiningFrame, type JoiningStep } from './joining-frame.tsx'
import type { JoiningWay } from './open-joining.ts'

interface FirstSyncProps {
  way: JoiningWay
  steps: readonly JoiningStep[]
  step: JoiningStep
  title: string
}

/** The library has joined: how far the first round is. Nobody has to wait for it. */
export function FirstSync({ title, ...frame }: FirstSyncProps) {
  const text = useText().joining.sync
  const { number } = useFormat()
  const status = useSyncStatus()
  const info = useAppInfo()
  const toPhotos = () => {
    useScreen.setState({ screen: 'library' })
    requestAnimationFrame(() => focusRegion('grid'))
  }
  return (
    <JoiningFrame {...frame} title={title} sentence={text.sentence}>
      {status && <SyncState status={status} />}
      <dl className="first-sync-facts numeric">
        <dt>{text.photos}</dt>
        <dd>{number(info?.photos ?? 0)}</dd>
        <dt>{text.sent}</dt>
        <dd>{status && status.unsent > 0 ? text.changes(status.unsent) : text.nothing}</dd>
      </dl>
      <div className="step-buttons">
        <Button size="large" variant="primary" autoFocus onPress={toPhotos}>
          {text.toPhotos}
        </Button>
      </div>
    </JoiningFrame>
  )
}

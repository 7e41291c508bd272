import { useEffect } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { Button } from '../components/button.tsx'
import { Icon } from '../components/icon.tsx'
import { useKeptAccount } from '../space/use-account.ts'
import { useFormat } from '../state/format-context.ts'
import { announceNow } from '../state/notices.ts'
import { useText } from '../state/text-context.ts'
import { isForeign } from './foreign.ts'
import { showStop, useStop } from './stop-store.ts'
import { useSync } from './sync-store.ts'
import './stop-screen.css'

const close = () => useStop.setState({ shown: false })

/** Over everything, once a server gave what is not of this account: what happened, what was kept, what to do. */
export function StopScreen() {
  const text = useText().sync.stop
  const format = useFormat()
  const { shown, at } = useStop()
  const kept = useKeptAccount()
  const since = useSync(({ status }) => (status?.state === 'needs-you' ? status.since : null))
  useStopWatch()
  const when = at ?? since
  return (
    <ModalOverlay className="stop-screen" isOpen={shown} isKeyboardDismissDisabled>
      <Modal className="stop-modal">
        <Dialog className="stop" role="alertdialog">
          <Icon name="shield" size={36} />
          <Heading slot="title" className="stop-title">
            {text.title}
          </Heading>
          <p className="stop-sentence">
            {text.sentence} <b>{text.kept}</b>
          </p>
          <dl className="stop-facts numeric selectable">
            {kept && (
              <>
                <dt>{text.yours}</dt>
                <dd className="mono">{kept.fingerprint}</dd>
                <dt>{text.server}</dt>
                <dd>{kept.server}</dd>
              </>
            )}
            <dt>{text.found}</dt>
            <dd>{text.foundHow}</dd>
            {when !== null && (
              <>
                <dt>{text.when}</dt>
                <dd>{format.moment(when)}</dd>
              </>
            )}
            <dt>{text.reported}</dt>
            <dd>{text.reportedHow}</dd>
          </dl>
          <div>
            <b>{text.todo}</b>
            <ul className="stop-todos">
              {text.todos.map((todo) => (
                <li key={todo}>{todo}</li>
              ))}
            </ul>
          </div>
          <div>
            <Button variant="primary" size="large" keyHint="Enter" autoFocus onPress={close}>
              {text.offline}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

/** Shows the screen when sync meets something foreign, once for each time. */
function useStopWatch(): void {
  const { title, kept } = useText().sync.stop
  const foreign = useSync(
    ({ status }) =>
      status?.state === 'needs-you' && status.trouble !== null && isForeign(status.trouble.reason),
  )
  useEffect(() => {
    if (!foreign) return
    showStop()
    announceNow(`${title} ${kept}`)
  }, [foreign, title, kept])
}

import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { SyncStatus } from '../../shared/sync-status.ts'
import { Button, IconButton } from '../components/button.tsx'
import { Icon } from '../components/icon.tsx'
import { openJoining } from '../joining/open-joining.ts'
import { openSpace } from '../space/open-space.ts'
import { useFormat } from '../state/format-context.ts'
import { useScreen } from '../state/screen-store.ts'
import { useText } from '../state/text-context.ts'
import { isForeign } from './foreign.ts'
import { HeldRemovals } from './held-removals.tsx'
import { stateSentence } from './state-sentence.ts'
import { showStop } from './stop-store.ts'
import { MeteredSwitch } from './metered-switch.tsx'
import { AccountFacts, SyncFacts } from './sync-facts.tsx'
import { useSyncStatus } from './sync-store.ts'
import { UnlockForm } from './unlock-form.tsx'
import { useFrameWords } from './use-frame-words.ts'
import { useSyncActs } from './use-sync-acts.ts'
import './sync-panel.css'

const close = () => useScreen.setState({ overlay: 'none' })

/** How far the library is in step, what is in the way, and what the user can do; above the status bar. */
export function SyncPanel() {
  const text = useText()
  const status = useSyncStatus()
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    const before = document.activeElement
    // A field in it that asks for something has the focus already.
    if (!panel.current?.contains(before)) panel.current?.focus()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  const state = status?.state
  useEffect(() => {
    // What had the focus may be gone with the state, such as the field for the password.
    if (document.activeElement === document.body) panel.current?.focus()
  }, [state])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    close()
  }
  return (
    <section
      ref={panel}
      className="sync-panel"
      role="dialog"
      aria-labelledby="sync-panel-title"
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <div className="sync-panel-head">
        <h2 id="sync-panel-title">{text.sync.panel.title}</h2>
        <IconButton icon="close" label={text.app.close} tooltipKeys="Escape" onPress={close} />
      </div>
      {status && <PanelBody status={status} />}
    </section>
  )
}

function PanelBody({ status }: { status: SyncStatus }) {
  const text = useText().sync.panel
  return (
    <>
      <div className="sync-panel-body">
        <SyncState status={status} />
        {status.state === 'locked' && <UnlockForm />}
        <HeldRemovals held={status.held} />
        <Remedy status={status} />
        <SyncFacts status={status} />
        <AccountFacts />
        <MeteredSwitch />
      </div>
      <div className="sync-panel-foot">
        <SyncButtons status={status} />
        <span className="sync-panel-space" />
        <Button variant="ghost" onPress={() => openSpace('overview')}>
          {text.more}
        </Button>
      </div>
    </>
  )
}

/** The state in a few words, then what it means. */
export function SyncState({ status }: { status: SyncStatus }) {
  const text = useText()
  const format = useFormat()
  const frame = useFrameWords()
  if (!frame) return null
  const { icon, tone, words } = frame
  const sentence = stateSentence(status, text, format)
  return (
    <div className={`sync-state sync-${tone}`} role="status">
      <Icon name={icon} size={20} />
      <div>
        <b className="numeric">{words}</b>
        {sentence !== '' && <p>{sentence}</p>}
      </div>
    </div>
  )
}

/** Beside what is in the way, the way out of it. */
function Remedy({ status }: { status: SyncStatus }) {
  const text = useText().sync.panel
  if (status.state !== 'needs-you' || !status.trouble) return null
  const { reason } = status.trouble
  if (isForeign(reason)) {
    return (
      <Button icon="shield" onPress={() => showStop()}>
        {text.whatHappened}
      </Button>
    )
  }
  if (reason !== 'session-ended' && reason !== 'keys-unreadable' && reason !== 'not-allowed') return null
  return (
    <Button variant="primary" onPress={() => openJoining('sign-in')}>
      {text.signIn}
    </Button>
  )
}

export function SyncButtons({ status }: { status: SyncStatus }) {
  const text = useText().sync.panel
  const { now, pause } = useSyncActs()
  const paused = status.state === 'paused'
  if (status.state === 'locked') return null
  return (
    <>
      <Button icon="cloud" busy={now.isPending} onPress={() => now.mutate()}>
        {text.now}
      </Button>
      <Button icon={paused ? 'play' : 'pause'} busy={pause.isPending} onPress={() => pause.mutate(!paused)}>
        {paused ? text.resume : text.pause}
      </Button>
    </>
  )
}

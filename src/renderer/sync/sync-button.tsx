import { Button as AriaButton } from 'react-aria-components'
import { Icon } from '../components/icon.tsx'
import { openConflicts } from '../conflicts/open-conflicts.ts'
import { useConflicts } from '../conflicts/use-conflicts.ts'
import { openSpace } from '../space/open-space.ts'
import { useScreen } from '../state/screen-store.ts'
import { useText } from '../state/text-context.ts'
import { useSyncStatus } from './sync-store.ts'
import { useFrameWords } from './use-frame-words.ts'
import './sync-button.css'

/** How far the library is in step, in the window's frame. Pressing it opens the panel. */
export function SyncButton() {
  const text = useText()
  const status = useSyncStatus()
  const frame = useFrameWords()
  const open = useScreen((state) => state.overlay === 'sync')
  if (!status || !frame) return null
  const { icon, tone, words } = frame
  const toggle = () =>
    status.state === 'no-account'
      ? openSpace('overview')
      : useScreen.setState({ overlay: open ? 'none' : 'sync' })
  return (
    <>
      <ConflictsButton />
      <AriaButton
        className={`sync-button sync-${tone} numeric`}
        {...(status.state !== 'no-account' && { 'aria-expanded': open })}
        onPress={toggle}
      >
        <Icon name={icon} size={14} />
        <span className="visually-hidden">{text.sync.frame.open}</span>
        {words}
      </AriaButton>
    </>
  )
}

function ConflictsButton() {
  const text = useText().conflicts
  const { length } = useConflicts()
  if (length === 0) return null
  return (
    <AriaButton className="sync-button sync-warn numeric" onPress={() => openConflicts()}>
      <Icon name="merge" size={14} />
      {text.count(length)}
    </AriaButton>
  )
}

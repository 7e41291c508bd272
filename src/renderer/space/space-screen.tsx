import { Button, IconButton } from '../components/button.tsx'
import { Icon } from '../components/icon.tsx'
import type { IconName } from '../components/icons.ts'
import { useEscape } from '../keys/use-escape.ts'
import { useScreen } from '../state/screen-store.ts'
import { useText } from '../state/text-context.ts'
import { useSyncStatus } from '../sync/sync-store.ts'
import { Accesses } from './accesses.tsx'
import { Devices } from './devices.tsx'
import { KitSection } from './kit-section.tsx'
import { type SpaceSection, useSpaceView } from './open-space.ts'
import { Overview } from './overview.tsx'
import { SignOutDialog } from './sign-out-dialog.tsx'
import { Ways } from './ways.tsx'
import './space-screen.css'

const sections = [
  { id: 'overview', icon: 'cloud', Content: Overview },
  { id: 'devices', icon: 'device', Content: Devices },
  { id: 'accesses', icon: 'eye', Content: Accesses },
  { id: 'kit', icon: 'key', Content: KitSection },
] as const satisfies { id: SpaceSection; icon: IconName; [key: string]: unknown }[]

/** The library's image space: how it is, whose devices are in it, who opened what; or the ways into one. */
export function SpaceScreen() {
  const { space: text } = useText()
  const status = useSyncStatus()
  const signingOut = useSpaceView((state) => state.signingOut)
  const back = () => useScreen.setState({ screen: 'library' })
  useEscape(back)
  if (!status) return null
  const joined = status.state !== 'no-account'
  return (
    <div className="space-screen">
      <header className="space-top">
        <IconButton icon="chevronLeft" label={text.back} tooltipKeys="Escape" onPress={back} />
        <h1>{text.title}</h1>
        <span className="space-gap" />
        {joined && (
          <Button variant="ghost" onPress={() => useSpaceView.setState({ signingOut: true })}>
            {text.signOut.button}
          </Button>
        )}
      </header>
      {joined ? <Sections /> : <Ways />}
      {joined && signingOut && <SignOutDialog status={status} />}
    </div>
  )
}

function Sections() {
  const { space: text } = useText()
  const shown = useSpaceView((state) => state.section)
  const { Content } = sections.find(({ id }) => id === shown) ?? sections[0]
  return (
    <div className="space-body">
      <nav className="space-sections" aria-label={text.title}>
        {sections.map(({ id, icon }) => (
          <button
            key={id}
            type="button"
            className="space-section"
            aria-current={id === shown ? 'page' : undefined}
            autoFocus={id === shown}
            onClick={() => useSpaceView.setState({ section: id })}
          >
            <Icon name={icon} size={14} />
            {text.sections[id]}
          </button>
        ))}
      </nav>
      <main className="space-content">
        <h2>{text.sections[shown]}</h2>
        <Content />
      </main>
    </div>
  )
}

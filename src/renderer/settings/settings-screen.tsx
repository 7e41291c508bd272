import { useState } from 'react'
import { useEscape } from '../keys/use-escape.ts'
import { IconButton } from '../components/button.tsx'
import { Icon } from '../components/icon.tsx'
import type { IconName } from '../components/icons.ts'
import { useScreen } from '../state/screen-store.ts'
import { useText } from '../state/text-context.ts'
import { AppearanceSettings } from './appearance-settings.tsx'
import { AuthorshipSettings } from './authorship-settings.tsx'
import { Checks } from './checks.tsx'
import { ImportSettings } from './import-settings.tsx'
import { KeyboardSettings } from './keyboard-settings.tsx'
import { LibrarySettings } from './library-settings.tsx'
import './settings-screen.css'

const sections = [
  { id: 'appearance', icon: 'settings', Content: AppearanceSettings },
  { id: 'import', icon: 'import', Content: ImportSettings },
  { id: 'authorship', icon: 'tag', Content: AuthorshipSettings },
  { id: 'keyboard', icon: 'keyboard', Content: KeyboardSettings },
  { id: 'library', icon: 'photos', Content: LibrarySettings },
  { id: 'checks', icon: 'shieldCheck', Content: Checks },
] as const satisfies { icon: IconName; [key: string]: unknown }[]

/** All settings, each taking effect at once. */
export function SettingsScreen() {
  const text = useText().settings
  const [shown, setShown] = useState<(typeof sections)[number]['id']>('appearance')
  const back = () => useScreen.setState({ screen: 'library' })
  useEscape(back)
  const { Content } = sections.find(({ id }) => id === shown) ?? sections[0]
  return (
    <div className="settings-screen">
      <header className="settings-top">
        <IconButton icon="chevronLeft" label={text.back} tooltipKeys="Escape" onPress={back} />
        <h1>{text.title}</h1>
      </header>
      <div className="settings-body">
        <nav className="settings-sections" aria-label={text.title}>
          {sections.map(({ id, icon }) => (
            <button
              key={id}
              type="button"
              className="settings-section"
              aria-current={id === shown ? 'page' : undefined}
              autoFocus={id === shown}
              onClick={() => setShown(id)}
            >
              <Icon name={icon} size={14} />
              {text.sections[id]}
            </button>
          ))}
        </nav>
        <main className="settings-content">
          <h2>{text.sections[shown]}</h2>
          <Content />
        </main>
      </div>
    </div>
  )
}

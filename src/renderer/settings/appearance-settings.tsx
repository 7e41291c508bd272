import { Segmented } from '../components/segmented.tsx'
import { Switch } from '../components/switch.tsx'
import { useChangeSettings, useSettings } from '../state/settings.ts'
import { useText } from '../state/text-context.ts'
import { SettingRow } from './setting-row.tsx'

const languages = ['system', 'en', 'ja'] as const
const themes = ['system', 'dark', 'light'] as const
const stages = ['dark', 'grey', 'light', 'white', 'black'] as const

export function AppearanceSettings() {
  const text = useText().settings
  const settings = useSettings()
  const change = useChangeSettings()
  return (
    <div className="settings-card">
      <SettingRow label={text.language}>
        <Segmented
          label={text.language}
          choices={languages.map((id) => ({ id, label: text.languages[id] }))}
          value={settings.language}
          onChange={(language) => change({ language })}
        />
      </SettingRow>
      <SettingRow label={text.theme}>
        <Segmented
          label={text.theme}
          choices={themes.map((id) => ({ id, label: text.themes[id] }))}
          value={settings.theme}
          onChange={(theme) => change({ theme })}
        />
      </SettingRow>
      <SettingRow label={text.stage} note={text.stageNote}>
        <Segmented
          label={text.stage}
          choices={stages.map((id) => ({ id, label: text.stages[id] }))}
          value={settings.stage}
          onChange={(stage) => change({ stage })}
        />
      </SettingRow>
      <SettingRow label={text.autoAdvance}>
        <Switch
          aria-label={text.autoAdvance}
          isSelected={settings.autoAdvance}
          onChange={(autoAdvance) => change({ autoAdvance })}
        />
      </SettingRow>
      <SettingRow label={text.tabHidesPanels} note={text.tabHidesPanelsNote}>
        <Switch
          aria-label={text.tabHidesPanels}
          isSelected={settings.tabHidesPanels}
          onChange={(tabHidesPanels) => change({ tabHidesPanels })}
        />
      </SettingRow>
    </div>
  )
}

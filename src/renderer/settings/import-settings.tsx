import { Button } from '../components/button.tsx'
import { RadioGroup } from '../components/radio-group.tsx'
import { Switch } from '../components/switch.tsx'
import { useChooseFolder } from '../folder-chooser/choose-folder.ts'
import { TemplateEditor } from '../import/destination/template-editor.tsx'
import { useAppInfo } from '../state/lists.ts'
import { useChangeSettings, useSettings } from '../state/settings.ts'
import { useText } from '../state/text-context.ts'
import { SettingRow } from './setting-row.tsx'

/** What an import begins with. The import screen changes the same values. */
export function ImportSettings() {
  const words = useText()
  const text = words.settings
  const { copyFirst, destination } = words.import
  const settings = useSettings()
  const change = useChangeSettings()
  const chooseFolder = useChooseFolder()
  const defaultFolder = useAppInfo()?.defaultImportFolder ?? ''
  const to = settings.importTo || defaultFolder
  const choose = async (title: string, start: string, field: 'importTo' | 'importSecond') => {
    const path = await chooseFolder({ title, start: start || null, writable: true })
    if (path !== null) change({ [field]: path })
  }
  return (
    <div className="settings-card">
      <SettingRow label={text.openImportOnCard}>
        <Switch
          aria-label={text.openImportOnCard}
          isSelected={settings.openImportOnCard}
          onChange={(openImportOnCard) => change({ openImportOnCard })}
        />
      </SettingRow>
      <SettingRow label={text.importTo}>
        <span className="setting-path selectable">{to}</span>
        <Button onPress={() => void choose(destination.chooseToTitle, to, 'importTo')}>{text.choose}</Button>
      </SettingRow>
      <SettingRow label={text.importSecond} note={text.importSecondNote}>
        <span className="setting-path selectable">{settings.importSecond || text.importSecondNone}</span>
        {settings.importSecond !== '' && (
          <Button variant="ghost" onPress={() => change({ importSecond: '' })}>
            {text.remove}
          </Button>
        )}
        <Button
          onPress={() => void choose(destination.chooseSecondTitle, settings.importSecond, 'importSecond')}
        >
          {text.choose}
        </Button>
      </SettingRow>
      <SettingRow label={text.template}>
        <div className="setting-wide">
          <TemplateEditor
            template={settings.importTemplate}
            onChange={(importTemplate) => change({ importTemplate })}
          />
        </div>
      </SettingRow>
      <SettingRow label={text.copyFirst}>
        <RadioGroup
          label={text.copyFirst}
          choices={(['picks', 'order', 'picks-only'] as const).map((id) => ({ id, label: copyFirst[id] }))}
          value={settings.importCopyFirst}
          onChange={(importCopyFirst) => change({ importCopyFirst })}
        />
      </SettingRow>
      <SettingRow label={text.readTwice} note={text.readTwiceNote}>
        <Switch
          aria-label={text.readTwice}
          isSelected={settings.importReadSourceTwice}
          onChange={(importReadSourceTwice) => change({ importReadSourceTwice })}
        />
      </SettingRow>
    </div>
  )
}

import { Button } from '../components/button.tsx'
import { OtherLibraryButton } from '../other-library/other-library-button.tsx'
import { useBridge } from '../state/bridge-context.ts'
import { useFormat } from '../state/format-context.ts'
import { useAppInfo } from '../state/lists.ts'
import { useText } from '../state/text-context.ts'
import { SettingRow } from './setting-row.tsx'

/** Where the library is and what it holds. */
export function LibrarySettings() {
  const text = useText().settings
  const { number } = useFormat()
  const { showInFolder, openLibrary } = useBridge()
  const info = useAppInfo()
  if (!info) return null
  return (
    <div className="settings-card">
      <SettingRow label={text.libraryPlace} note={text.libraryNote}>
        <span className="setting-path selectable">{info.libraryPath}</span>
        {showInFolder && (
          <Button onPress={() => void showInFolder(info.libraryPath)}>{text.showFolder}</Button>
        )}
      </SettingRow>
      {openLibrary && (
        <SettingRow label={text.otherLibrary} note={text.otherLibraryNote}>
          <OtherLibraryButton />
        </SettingRow>
      )}
      <SettingRow label={text.libraryPhotos}>
        <span className="numeric">{number(info.photos)}</span>
      </SettingRow>
      <SettingRow label={text.libraryTrashed}>
        <span className="numeric">{number(info.trashed)}</span>
      </SettingRow>
      <SettingRow label={text.libraryVersion}>
        <span className="numeric">{info.version}</span>
      </SettingRow>
    </div>
  )
}

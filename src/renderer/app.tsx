import { ImportScreen } from './import/import-screen.tsx'
import { KeySheet } from './keys/key-sheet.tsx'
import { LibraryScreen } from './library/library-screen.tsx'
import { LoupeScreen } from './loupe/loupe-screen.tsx'
import { Palette } from './palette/palette.tsx'
import { SettingsScreen } from './settings/settings-screen.tsx'
import { useScreen } from './state/screen-store.ts'

const screens = {
  library: LibraryScreen,
  loupe: LoupeScreen,
  import: ImportScreen,
  settings: SettingsScreen,
}

export function App() {
  const screen = useScreen((state) => state.screen)
  const overlay = useScreen((state) => state.overlay)
  const Screen = screens[screen]
  return (
    <>
      <Screen />
      {overlay === 'palette' && <Palette />}
      {overlay === 'keys' && <KeySheet />}
    </>
  )
}

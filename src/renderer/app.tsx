import type { QueryClient } from '@tanstack/react-query'
import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { I18nProvider } from 'react-aria-components'
import { createFormat } from '../shared/text/format.ts'
import { en, ja } from '../shared/text/index.ts'
import type { HostBridge } from '../shared/ipc/client.ts'
import { CommandLayer } from './commands/command-layer.tsx'
import { Announcer } from './components/announcer.tsx'
import { ConnectionLost } from './components/connection-lost.tsx'
import { NoticeBar } from './components/notice-bar.tsx'
import { Failure } from './failure.tsx'
import { ConflictsScreen } from './conflicts/conflicts-screen.tsx'
import { FolderChooser } from './folder-chooser/folder-chooser.tsx'
import { CardWatch } from './import/card-watch.tsx'
import { ImportScreen } from './import/import-screen.tsx'
import { JoiningScreen } from './joining/joining-screen.tsx'
import { JobAnnouncer } from './jobs/job-announcer.tsx'
import { JobsPanel } from './jobs/jobs-panel.tsx'
import { KeySheet } from './keys/key-sheet.tsx'
import { LibraryScreen } from './library/library-screen.tsx'
import { LoupeScreen } from './loupe/loupe-screen.tsx'
import { Palette } from './palette/palette.tsx'
import { SettingsScreen } from './settings/settings-screen.tsx'
import { SpaceScreen } from './space/space-screen.tsx'
import { useAppearance, useLanguage } from './state/appearance.ts'
import { BridgeContext } from './state/bridge-context.ts'
import { type EngineEvents, EngineEventsContext } from './state/engine-events.ts'
import { FormatContext } from './state/format-context.ts'
import { useScreen } from './state/screen-store.ts'
import { StopScreen } from './sync/stop-screen.tsx'
import { SyncAnnouncer } from './sync/sync-announcer.tsx'
import { SyncPanel } from './sync/sync-panel.tsx'
import { TextContext } from './state/text-context.ts'

interface AppProps {
  bridge: HostBridge
  events: EngineEvents
  queries: QueryClient
}

export function App({ bridge, events, queries }: AppProps) {
  return (
    <BridgeContext value={bridge}>
      <EngineEventsContext value={events}>
        <QueryClientProvider client={queries}>
          <Localised>
            <Failure>
              <Screens />
            </Failure>
          </Localised>
        </QueryClientProvider>
      </EngineEventsContext>
    </BridgeContext>
  )
}

function Localised({ children }: { children: ReactNode }) {
  const language = useLanguage()
  useAppearance(language)
  const text = language === 'ja' ? ja : en
  const format = useMemo(() => createFormat(language, text.app.undated), [language, text])
  return (
    <I18nProvider locale={language === 'ja' ? 'ja-JP' : 'en-GB'}>
      <TextContext value={text}>
        <FormatContext value={format}>{children}</FormatContext>
      </TextContext>
    </I18nProvider>
  )
}

const screens = {
  library: LibraryScreen,
  loupe: LoupeScreen,
  import: ImportScreen,
  settings: SettingsScreen,
  space: SpaceScreen,
  joining: JoiningScreen,
  conflicts: ConflictsScreen,
}

function Screens() {
  const screen = useScreen((state) => state.screen)
  const overlay = useScreen((state) => state.overlay)
  const Screen = screens[screen]
  return (
    <>
      <Screen />
      {overlay === 'palette' && <Palette />}
      {overlay === 'keys' && <KeySheet />}
      {overlay === 'jobs' && <JobsPanel />}
      {overlay === 'sync' && <SyncPanel />}
      <FolderChooser />
      <CardWatch />
      <JobAnnouncer />
      <SyncAnnouncer />
      <CommandLayer />
      <NoticeBar />
      <StopScreen />
      <ConnectionLost />
      <Announcer />
    </>
  )
}

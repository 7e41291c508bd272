import { keyOf } from '../commands/key-table.ts'
import { openLoupe } from '../commands/open-loupe.ts'
import { Button, IconButton } from '../components/button.tsx'
import { Segmented } from '../components/segmented.tsx'
import { SearchBox } from '../search/search-box.tsx'
import { useScreen } from '../state/screen-store.ts'
import { useText } from '../state/text-context.ts'
import { useSourceTitle } from './source-title.ts'

/** The bar on top of the library. */
export function TopBar() {
  const text = useText().library.top
  const title = useSourceTitle()
  const { sidebarOpen, infoOpen } = useScreen()
  const views = [
    { id: 'library', label: text.grid, icon: 'grid', keys: keyOf('library') },
    { id: 'loupe', label: text.loupe, icon: 'loupe', keys: keyOf('loupe') },
  ] as const
  return (
    <header className="top-bar">
      <IconButton
        icon="sidebar"
        label={text.sidebar}
        tooltipKeys={keyOf('panels')}
        aria-pressed={sidebarOpen}
        onPress={() => useScreen.setState({ sidebarOpen: !sidebarOpen })}
      />
      <h1 className="top-title ellipsis">{title}</h1>
      <SearchBox />
      <Segmented
        label={text.view}
        choices={views}
        value="library"
        onChange={(screen) => {
          if (screen === 'loupe') openLoupe()
        }}
        collapses
      />
      <Button
        variant="primary"
        icon="import"
        tooltip={text.import}
        tooltipKeys={keyOf('import')}
        onPress={() => useScreen.setState({ screen: 'import' })}
      >
        {text.import}
      </Button>
      <IconButton
        icon="settings"
        label={text.settings}
        tooltipKeys={keyOf('settings')}
        onPress={() => useScreen.setState({ screen: 'settings' })}
      />
      <IconButton
        icon="infoPanel"
        label={text.info}
        tooltipKeys={keyOf('info')}
        aria-pressed={infoOpen}
        onPress={() => useScreen.setState({ infoOpen: !infoOpen })}
      />
    </header>
  )
}

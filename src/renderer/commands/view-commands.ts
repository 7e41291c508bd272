import type { Sort } from '../../shared/view.ts'
import type { Settings } from '../../shared/settings.ts'
import { useScreen } from '../state/screen-store.ts'
import type { CommandContext } from './command-context.ts'
import type { Command } from './command.ts'
import { keyTable } from './key-table.ts'
import { hasFilters, toggleFilters, togglePanels } from './put-aside.ts'

/** What the library shows, how large and in which order. */
export function viewCommands(context: CommandContext): Command[] {
  const { text, settings, changeSettings } = context
  const { titles, reasons } = text.commands
  const { screen, sidebarOpen, infoOpen, overlay } = useScreen.getState()
  const inGrid = screen === 'library' ? true : reasons.notInGrid
  const rows = (factor: number) => () =>
    changeSettings({ rowHeight: Math.min(400, Math.max(80, Math.round(settings.rowHeight * factor))) })

  return [
    {
      id: 'panels',
      title: titles.panels,
      group: 'view',
      keys: settings.tabHidesPanels ? [...keyTable.panels, 'Tab'] : keyTable.panels,
      enabled: inGrid,
      run: togglePanels,
    },
    {
      id: 'sidebar',
      title: titles.sidebar,
      group: 'view',
      keys: [],
      icon: 'sidebar',
      enabled: inGrid,
      run: () => useScreen.setState({ sidebarOpen: !sidebarOpen }),
    },
    {
      id: 'info',
      title: titles.info,
      group: 'view',
      keys: keyTable.info,
      icon: 'infoPanel',
      enabled: inGrid,
      run: () => useScreen.setState({ infoOpen: !infoOpen }),
    },
    {
      id: 'larger-rows',
      title: titles['larger-rows'],
      group: 'view',
      keys: keyTable['larger-rows'],
      enabled: inGrid,
      repeats: true,
      run: rows(1.15),
    },
    {
      id: 'smaller-rows',
      title: titles['smaller-rows'],
      group: 'view',
      keys: keyTable['smaller-rows'],
      enabled: inGrid,
      repeats: true,
      run: rows(1 / 1.15),
    },
    {
      id: 'filters',
      title: titles.filters,
      group: 'view',
      keys: keyTable.filters,
      enabled: hasFilters() ? inGrid : reasons.noFilters,
      run: toggleFilters,
    },
    ...sortCommands(context),
    {
      id: 'jobs',
      title: titles.jobs,
      group: 'view',
      keys: [],
      icon: 'clock',
      enabled: true,
      run: () => useScreen.setState({ overlay: overlay === 'jobs' ? 'none' : 'jobs' }),
    },
    ...themeCommands(context),
  ]
}

function sortCommands({ text }: CommandContext): Command[] {
  const { titles, reasons } = text.commands
  const { source } = useScreen.getState()
  const sort = (field: Sort['field'], descending: boolean): Command => ({
    id: `sort-${field}`,
    title: titles[`sort-${field}`],
    group: 'view',
    keys: [],
    icon: 'sort',
    enabled: field === 'album' && source.kind !== 'album' ? reasons.noAlbum : true,
    run: () => useScreen.setState({ sort: { field, descending } }),
  })
  return [
    sort('taken', true),
    sort('added', true),
    sort('rating', true),
    sort('name', false),
    sort('album', false),
  ]
}

function themeCommands({ text, changeSettings }: CommandContext): Command[] {
  const themes: Settings['theme'][] = ['system', 'dark', 'light']
  return themes.map((theme) => ({
    id: `theme-${theme}`,
    title: text.commands.titles[`theme-${theme}`],
    group: 'app',
    keys: [],
    icon: 'settings',
    enabled: true,
    run: () => changeSettings({ theme }),
  }))
}

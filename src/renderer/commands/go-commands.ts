import type { ViewSource } from '../../shared/view.ts'
import { focusNextRegion, focusRegion, type Region } from '../keys/regions.ts'
import { toggleActualSize, useLoupe } from '../loupe/loupe-store.ts'
import { useScreen } from '../state/screen-store.ts'
import type { CommandContext } from './command-context.ts'
import type { Command } from './command.ts'
import { keyTable } from './key-table.ts'
import { goBy, goTo, goToDay, lastPosition } from './navigate.ts'
import { openLoupe } from './open-loupe.ts'

type Shared = Omit<Command, 'id' | 'title' | 'keys'>

/** Moving between photos, screens and parts of the window. */
export function goCommands(context: CommandContext): Command[] {
  return [
    ...screenCommands(context),
    ...photoSteps(context),
    ...sourceCommands(context),
    ...regionCommands(context),
  ]
}

function screenCommands({ text }: CommandContext): Command[] {
  const { titles, reasons, sheet } = text.commands
  const { screen, active } = useScreen.getState()
  const { alone, infoOpen } = useLoupe.getState()
  const inLoupe = screen === 'loupe'
  const shown = screen === 'library' || inLoupe
  const hasPhoto = !shown ? reasons.notInGrid : active >= 0 ? true : reasons.noPhoto
  const open = { group: 'go', icon: 'loupe', enabled: hasPhoto } as const

  return [
    {
      id: 'library',
      title: titles.library,
      group: 'go',
      // Esc closes what lies over the photo first.
      keys: inLoupe && !alone && !infoOpen ? [...keyTable.library, 'Escape'] : keyTable.library,
      icon: 'grid',
      enabled: true,
      run: () => {
        useScreen.setState({ screen: 'library' })
        requestAnimationFrame(() => focusRegion('grid'))
      },
    },
    {
      id: 'loupe',
      title: titles.loupe,
      keys: keyTable.loupe,
      ...open,
      run: () => openLoupe(),
    },
    {
      id: 'look-closer',
      title: titles['look-closer'],
      group: 'go',
      keys: [...keyTable['look-closer'], ...keyTable['open-loupe']],
      icon: 'zoomIn',
      row: sheet.lookCloser,
      enabled: hasPhoto,
      run: () => lookCloser(inLoupe),
    },
  ]
}

/** From the grid into the loupe; there to 100 % and back, or playing what is a video. */
function lookCloser(inLoupe: boolean): void {
  const { play, picture } = useLoupe.getState()
  if (!inLoupe) openLoupe()
  else if (play && !picture) play()
  else toggleActualSize()
}

function photoSteps({ text }: CommandContext): Command[] {
  const { titles, reasons } = text.commands
  const { active, screen } = useScreen.getState()
  const last = lastPosition()
  const here = screen === 'library' || screen === 'loupe'
  const before = here && active > 0 ? true : reasons.firstPhoto
  const after = here && active < last ? true : reasons.lastPhoto
  const step = { group: 'go', repeats: true } as const
  return [
    { id: 'next', title: titles.next, keys: keyTable.next, ...step, enabled: after, run: () => goBy(1) },
    {
      id: 'previous',
      title: titles.previous,
      keys: keyTable.previous,
      ...step,
      enabled: before,
      run: () => goBy(-1),
    },
    { id: 'first', title: titles.first, keys: keyTable.first, ...step, enabled: before, run: () => goTo(0) },
    { id: 'last', title: titles.last, keys: keyTable.last, ...step, enabled: after, run: () => goTo(last) },
    {
      id: 'next-day',
      title: titles['next-day'],
      keys: keyTable['next-day'],
      ...step,
      enabled: after,
      run: () => goToDay(1),
    },
    {
      id: 'previous-day',
      title: titles['previous-day'],
      keys: keyTable['previous-day'],
      ...step,
      enabled: before,
      run: () => goToDay(-1),
    },
  ]
}

function sourceCommands({ text }: CommandContext): Command[] {
  const { titles } = text.commands
  const show = (source: ViewSource) => () => useScreen.setState({ screen: 'library', source, search: '' })
  const go = { group: 'go', keys: [], enabled: true } as const
  return [
    { id: 'all-photos', title: titles['all-photos'], icon: 'photos', ...go, run: show({ kind: 'all' }) },
    {
      id: 'last-import',
      title: titles['last-import'],
      icon: 'lastImport',
      ...go,
      run: show({ kind: 'last-import' }),
    },
    { id: 'picks', title: titles.picks, icon: 'check', ...go, run: show({ kind: 'picks' }) },
    { id: 'open-trash', title: titles['open-trash'], icon: 'trash', ...go, run: show({ kind: 'trash' }) },
  ]
}

function regionCommands({ text }: CommandContext): Command[] {
  const { titles, reasons, sheet } = text.commands
  const { screen } = useScreen.getState()
  const inGrid = screen === 'library' ? true : reasons.notInGrid
  const to = (region: Region, open: () => void = () => undefined): Shared => ({
    group: 'go',
    row: sheet.regions,
    whileTyping: true,
    enabled: inGrid,
    run: () => {
      open()
      // What was closed is drawn first.
      requestAnimationFrame(() => focusRegion(region))
    },
  })
  return [
    {
      id: 'search',
      title: titles.search,
      group: 'go',
      keys: keyTable.search,
      icon: 'search',
      enabled: true,
      run: () => {
        useScreen.setState({ screen: 'library' })
        requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-search]')?.focus())
      },
    },
    {
      id: 'next-region',
      title: titles['next-region'],
      group: 'go',
      keys: keyTable['next-region'],
      enabled: true,
      whileTyping: true,
      run: () => focusNextRegion(1),
    },
    {
      id: 'previous-region',
      title: titles['previous-region'],
      group: 'go',
      keys: keyTable['previous-region'],
      enabled: true,
      whileTyping: true,
      run: () => focusNextRegion(-1),
    },
    {
      id: 'focus-sidebar',
      title: titles['focus-sidebar'],
      keys: keyTable['focus-sidebar'],
      ...to('sidebar', () => useScreen.setState({ sidebarOpen: true })),
    },
    { id: 'focus-grid', title: titles['focus-grid'], keys: keyTable['focus-grid'], ...to('grid') },
    {
      id: 'focus-info',
      title: titles['focus-info'],
      keys: keyTable['focus-info'],
      ...to('info', () => useScreen.setState({ infoOpen: true })),
    },
    { id: 'focus-jobs', title: titles['focus-jobs'], keys: keyTable['focus-jobs'], ...to('jobs') },
  ]
}

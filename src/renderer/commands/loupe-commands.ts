import type { Settings } from '../../shared/settings.ts'
import { panBySteps, showWhole, stepZoom, toggleActualSize, useLoupe } from '../loupe/loupe-store.ts'
import { useScreen } from '../state/screen-store.ts'
import type { CommandContext } from './command-context.ts'
import type { Command } from './command.ts'
import { keyTable } from './key-table.ts'
import { openLoupe } from './open-loupe.ts'

const stages: readonly Settings['stage'][] = ['dark', 'grey', 'light', 'white', 'black']

/** Looking at one photo. */
export function loupeCommands({ text, settings, changeSettings }: CommandContext): Command[] {
  const { titles, reasons, sheet } = text.commands
  const { screen, active } = useScreen.getState()
  const { alone, pills, clipping, picture, infoOpen, zoom } = useLoupe.getState()
  const inLoupe = screen === 'loupe' ? true : reasons.notInLoupe
  const zooms = inLoupe === true && !picture ? reasons.noPhoto : inLoupe
  const view = { group: 'view', enabled: inLoupe } as const
  const pan = (across: number, down: number): Omit<Command, 'id' | 'keys'> => ({
    group: 'view',
    title: titles.pan,
    row: sheet.pan,
    repeats: true,
    enabled: zooms === true && zoom.kind === 'fit' ? reasons.notZoomed : zooms,
    run: () => panBySteps(across, down),
  })
  const nextStage = stages[(stages.indexOf(settings.stage) + 1) % stages.length]!

  return [
    {
      id: 'overlay',
      title: titles.overlay,
      keys: keyTable.overlay,
      ...view,
      run: () => useLoupe.setState({ pills: !pills }),
    },
    {
      id: 'zoom',
      title: titles.zoom,
      keys: keyTable.zoom,
      icon: 'zoomIn',
      ...view,
      enabled: zooms,
      run: () => toggleActualSize(),
    },
    { id: 'fit', title: titles.fit, keys: [], ...view, enabled: zooms, run: showWhole },
    {
      id: 'zoom-in',
      title: titles['zoom-in'],
      keys: keyTable['zoom-in'],
      ...view,
      enabled: zooms,
      run: () => stepZoom(1),
    },
    {
      id: 'zoom-out',
      title: titles['zoom-out'],
      keys: keyTable['zoom-out'],
      ...view,
      enabled: zooms,
      run: () => stepZoom(-1),
    },
    { id: 'pan-left', keys: keyTable['pan-left'], ...pan(-1, 0) },
    { id: 'pan-right', keys: keyTable['pan-right'], ...pan(1, 0) },
    { id: 'pan-up', keys: keyTable['pan-up'], ...pan(0, -1) },
    { id: 'pan-down', keys: keyTable['pan-down'], ...pan(0, 1) },
    {
      id: 'stage',
      title: titles.stage,
      keys: keyTable.stage,
      ...view,
      run: () => changeSettings({ stage: nextStage }),
    },
    {
      id: 'clipping',
      title: titles.clipping,
      keys: keyTable.clipping,
      ...view,
      enabled: zooms,
      run: () => useLoupe.setState({ clipping: !clipping }),
    },
    {
      id: 'full-screen',
      title: titles['full-screen'],
      group: 'view',
      keys: alone ? [...keyTable['full-screen'], 'Escape'] : keyTable['full-screen'],
      icon: 'fullScreen',
      enabled: active >= 0 ? true : reasons.noPhoto,
      run: () => showAlone(!alone),
    },
    {
      id: 'close-info',
      title: titles.info,
      group: 'view',
      keys: infoOpen && !alone ? ['Escape'] : [],
      icon: 'infoPanel',
      enabled: inLoupe,
      run: () => useLoupe.setState({ infoOpen: !infoOpen }),
    },
  ]
}

/** Shows the photo without anything else, where possible on the whole screen. */
async function showAlone(alone: boolean): Promise<void> {
  if (useScreen.getState().screen === 'loupe') useLoupe.setState({ alone })
  else openLoupe(alone)
  if (alone) await document.documentElement.requestFullscreen().catch(() => null)
  else if (document.fullscreenElement) await document.exitFullscreen()
}

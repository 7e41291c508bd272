import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle } from 'electron'
import { PAGE_URL } from './page-address.ts'
import { windowOptions } from './window-options.ts'
import { visibleState } from './window-state.ts'
import type { WindowState } from './window-state.ts'

/** Opens the window where it was last, and tells where it is when it closes. */
export function openMainWindow(parts: {
  Window: new (options: BrowserWindowConstructorOptions) => BrowserWindow
  screens: readonly Rectangle[]
  preload: string
  state: WindowState | null
  onClose: (state: WindowState) => void
}): BrowserWindow {
  const state = visibleState(parts.state, parts.screens)
  const window = new parts.Window(windowOptions(parts.preload, state))
  if (state?.maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => parts.onClose({ ...window.getNormalBounds(), maximized: window.isMaximized() }))
  void window.loadURL(PAGE_URL)
  return window
}

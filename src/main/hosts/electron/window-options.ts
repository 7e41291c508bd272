import type { BrowserWindowConstructorOptions } from 'electron'
import type { WindowState } from './window-state.ts'

/** The only window options of the app. The page is sandboxed and has nothing of Node or Electron but the preload. */
export function windowOptions(preload: string, state: WindowState | null): BrowserWindowConstructorOptions {
  return {
    width: state?.width ?? 1440,
    height: state?.height ?? 900,
    ...(state ? { x: state.x, y: state.y } : {}),
    minWidth: 880,
    minHeight: 560,
    show: false,
    backgroundColor: '#161616',
    autoHideMenuBar: true,
    title: 'Image Space',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: true,
    },
  }
}

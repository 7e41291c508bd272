/** The Electron host: windows, menus and dialogs around the engine, which runs as a process of its own. */
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  protocol,
  screen,
  session,
  shell,
  utilityProcess,
} from 'electron'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { openLibrarySchema } from '../../../shared/ipc/open-library.ts'
import { readJsonFile, writeJsonFile } from '../../engine/json-file.ts'
import { defaultLibraryFolder } from '../../engine/pictures-folder.ts'
import { linkLibrary } from '../library/link-library.ts'
import type { LibraryLink } from '../library/link-library.ts'
import type { RestoreTalk } from '../library/offer-restore.ts'
import { loadRendererFiles } from '../page/renderer-files.ts'
import { appMenu } from './app-menu.ts'
import { channels } from './channels.ts'
import { libraryDialogs } from './library-dialogs.ts'
import { openMainWindow } from './main-window.ts'
import { denyPermissions, guardNavigation } from './navigation-guard.ts'
import { openFirstLibrary, openOtherLibrary } from './open-library.ts'
import { PAGE_SCHEME } from './page-address.ts'
import { createPageHandler } from './page-protocol.ts'
import { relayCalls } from './rpc-relay.ts'
import { utilityEngine } from './start-engine.ts'
import { handle, isTrusted } from './trusted-sender.ts'
import { hostStateSchema } from './window-state.ts'
import type { HostState } from './window-state.ts'

app.enableSandbox()
protocol.registerSchemesAsPrivileged([
  { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
])
guardNavigation(app, (url) => void shell.openExternal(url))

if (app.requestSingleInstanceLock()) void run()
else app.quit()

async function run(): Promise<void> {
  await app.whenReady()
  const statePath = join(app.getPath('userData'), 'host.json')
  const state: HostState = {
    ...(readJsonFile(statePath, hostStateSchema) ?? { library: defaultLibraryFolder(), window: null }),
    ...libraryArgument(),
  }
  const library = linkLibrary(state.library, utilityEngine(utilityProcess.fork.bind(utilityProcess)))
  const dialogs = libraryDialogs(dialog, app.getLocale().startsWith('ja') ? 'ja' : 'en')
  if (!(await openFirstLibrary(library, dialogs.atStart))) {
    app.quit()
    return
  }
  const remember = () => {
    state.library = library.path
    writeJsonFile(statePath, state)
  }
  denyPermissions(session.defaultSession)
  const files = loadRendererFiles(join(import.meta.dirname, '..', '..', '..', '..', 'renderer'))
  protocol.handle(PAGE_SCHEME, createPageHandler(files, library))
  answerPreload(library)
  answerOpenLibrary(library, dialogs.later, remember)
  Menu.setApplicationMenu(Menu.buildFromTemplate(appMenu(process.platform, app.isPackaged)))

  const openWindow = () =>
    openMainWindow({
      Window: BrowserWindow,
      screens: screen.getAllDisplays().map((display) => display.workArea),
      preload: join(import.meta.dirname, 'preload.cjs'),
      state: state.window,
      onClose(window) {
        state.window = window
        remember()
      },
    })
  let window = openWindow()
  app.on('second-instance', () => {
    if (window.isDestroyed()) window = openWindow()
    if (window.isMinimized()) window.restore()
    window.focus()
  })
  app.on('activate', () => {
    if (window.isDestroyed()) window = openWindow()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  endEngineBeforeQuit(library)
}

function answerPreload(library: LibraryLink): void {
  ipcMain.on(channels.requestPort, (event) => {
    if (!isTrusted(event)) return
    const { port1, port2 } = new MessageChannelMain()
    event.senderFrame?.postMessage(channels.port, null, [port2])
    library
      .current()
      .then((engine) => relayCalls(port1, engine))
      .catch(() => port1.close())
  })
  handle(ipcMain, channels.chooseFolder, z.string().max(200), async (title) => {
    const { canceled, filePaths } = await dialog.showOpenDialog({
      title,
      properties: ['openDirectory', 'createDirectory'],
    })
    return canceled ? null : (filePaths[0] ?? null)
  })
  handle(ipcMain, channels.showInFolder, z.string().min(1).max(32_768), async (path) => {
    shell.showItemInFolder(resolve(path))
  })
}

function answerOpenLibrary(library: LibraryLink, talk: RestoreTalk, remember: () => void): void {
  handle(ipcMain, channels.openLibrary, openLibrarySchema.shape.path, async (path) => {
    const refused = await openOtherLibrary(library, path, talk)
    if (refused === null) remember()
    return refused
  })
}

/** The engine brings its work to a safe point before the app is gone. */
function endEngineBeforeQuit(library: LibraryLink): void {
  let ended = false
  app.on('will-quit', (event) => {
    if (ended) return
    event.preventDefault()
    void library.close().finally(() => {
      ended = true
      app.quit()
    })
  })
}

function libraryArgument(): { library?: string } {
  const { values } = parseArgs({
    args: process.argv.slice(1),
    options: { library: { type: 'string' } },
    strict: false,
  })
  return typeof values.library === 'string' ? { library: resolve(values.library) } : {}
}

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
import { AppError } from '../../../shared/errors.ts'
import { errorSentence } from '../../../shared/text/error-sentence.ts'
import { linkEngine } from '../../engine/engine-link.ts'
import type { EngineLink } from '../../engine/engine-link.ts'
import { readJsonFile, writeJsonFile } from '../../engine/json-file.ts'
import { defaultLibraryFolder } from '../../engine/pictures-folder.ts'
import { loadRendererFiles } from '../page/renderer-files.ts'
import { appMenu } from './app-menu.ts'
import { channels } from './channels.ts'
import { openMainWindow } from './main-window.ts'
import { denyPermissions, guardNavigation } from './navigation-guard.ts'
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
  const engine = linkEngine(state.library, utilityEngine(utilityProcess.fork.bind(utilityProcess)))
  try {
    await engine.current()
  } catch (error) {
    showFailure(error)
    app.quit()
    return
  }
  denyPermissions(session.defaultSession)
  const files = loadRendererFiles(join(import.meta.dirname, '..', '..', '..', '..', 'renderer'))
  protocol.handle(PAGE_SCHEME, createPageHandler(files, engine))
  answerPreload(engine)
  Menu.setApplicationMenu(Menu.buildFromTemplate(appMenu(process.platform, app.isPackaged)))

  const openWindow = () =>
    openMainWindow({
      Window: BrowserWindow,
      screens: screen.getAllDisplays().map((display) => display.workArea),
      preload: join(import.meta.dirname, 'preload.cjs'),
      state: state.window,
      onClose(window) {
        state.window = window
        writeJsonFile(statePath, state)
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
  endEngineBeforeQuit(engine)
}

function answerPreload(engine: EngineLink): void {
  ipcMain.on(channels.requestPort, (event) => {
    if (!isTrusted(event)) return
    const { port1, port2 } = new MessageChannelMain()
    event.senderFrame?.postMessage(channels.port, null, [port2])
    engine
      .current()
      .then(({ address }) => relayCalls(port1, address))
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

/** The engine brings its work to a safe point before the app is gone. */
function endEngineBeforeQuit(engine: EngineLink): void {
  let ended = false
  app.on('will-quit', (event) => {
    if (ended) return
    event.preventDefault()
    void engine.close().finally(() => {
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

function showFailure(error: unknown): void {
  if (!(error instanceof AppError)) throw error
  const language = app.getLocale().startsWith('ja') ? 'ja' : 'en'
  dialog.showErrorBox('Image Space', errorSentence(language, { code: error.code, params: error.params }))
}

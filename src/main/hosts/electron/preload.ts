import { contextBridge, ipcRenderer } from 'electron'
import { RPC_PORT_MESSAGE } from '../../../shared/ipc/preload-bridge.ts'
import type { PreloadBridge } from '../../../shared/ipc/preload-bridge.ts'
import { channels } from './channels.ts'

const bridge: PreloadBridge = {
  platform: process.platform,
  requestPort: () => ipcRenderer.send(channels.requestPort),
  chooseFolder: (title) => ipcRenderer.invoke(channels.chooseFolder, title),
  openLibrary: (path) => ipcRenderer.invoke(channels.openLibrary, path),
  showInFolder: (path) => ipcRenderer.invoke(channels.showInFolder, path),
}

// This one script runs in a page, whose names the rest of the project must not know.
const page = globalThis as unknown as {
  location: { origin: string }
  postMessage(message: unknown, origin: string, transfer: readonly unknown[]): void
}

// A port cannot pass the context bridge; a message of the window can carry it to the page.
ipcRenderer.on(channels.port, ({ ports }) => page.postMessage(RPC_PORT_MESSAGE, page.location.origin, ports))

contextBridge.exposeInMainWorld('imageSpace', bridge)

import type { ErrorNotice } from '../errors.ts'

/**
 * What the preload script of the Electron host gives the page as `window.imageSpace`. The browser host has no such
 * object: there the page opens a WebSocket to `/rpc` itself. Bulk bytes are under `/bulk/` of the page's own origin
 * in both hosts.
 */
export interface PreloadBridge {
  readonly platform: string
  /**
   * Asks for a message port to the engine. It comes as a message of the page's own window: `event.data` is
   * RPC_PORT_MESSAGE and `event.ports[0]` the port. The port's `close` event tells that the engine went away;
   * then ask for another.
   */
  readonly requestPort: () => void
  /** The system's folder dialog; null when it was dismissed. */
  readonly chooseFolder: (title: string) => Promise<string | null>
  /** Opens another library in the place of this one. Null when it is open, else what was in the way. */
  readonly openLibrary: (path: string) => Promise<ErrorNotice | null>
  readonly showInFolder: (path: string) => Promise<void>
}

export const RPC_PORT_MESSAGE = 'image-space:rpc-port'

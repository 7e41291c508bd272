import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { EngineClient, HostBridge } from '../shared/ipc/client.ts'

/**
 * The only file that knows how this page reaches the engine: over a WebSocket where a browser shows the app,
 * over the port and the protocol that the preload offers in Electron.
 */
export async function connectHost(): Promise<HostBridge> {
  return connectBrowserHost()
}

function connectBrowserHost(): HostBridge {
  const address = new URL('rpc', location.href)
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
  const link = new RPCLink({ websocket: new WebSocket(address) })
  const engine: EngineClient = createORPCClient(link)
  return {
    engine,
    bulkUrl: (path) => `/bulk/${path}`,
    chooseFolder: null,
    showInFolder: null,
    onConnection: () => () => undefined,
  }
}

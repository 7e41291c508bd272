import type { ClientContext, ClientLink } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import { RPC_PORT_MESSAGE, type PreloadBridge } from '../../shared/ipc/preload-bridge.ts'

/** One connection to the engine, until it breaks. */
export interface OpenLink {
  link: ClientLink<ClientContext>
  /** Resolves when it has broken. */
  broken: Promise<void>
}

/** The browser host: a WebSocket at `/rpc` of the page's own address. */
export async function openSocketLink(): Promise<OpenLink> {
  const address = new URL('/rpc', location.href)
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
  const socket = new WebSocket(address)
  const broken = new Promise<void>((resolve) => {
    socket.addEventListener('close', () => resolve())
  })
  const opened = new Promise<'open'>((resolve) => {
    socket.addEventListener('open', () => resolve('open'))
  })
  if ((await Promise.race([opened, broken])) !== 'open') throw new Error('The engine cannot be reached')
  return { link: new SocketLink({ websocket: socket }), broken }
}

/** Electron: a message port that the preload script asks for. */
export async function openPortLink(preload: PreloadBridge): Promise<OpenLink> {
  const port = await new Promise<MessagePort>((resolve) => {
    const listen = (event: MessageEvent) => {
      const [given] = event.ports
      if (event.source !== window || event.data !== RPC_PORT_MESSAGE || !given) return
      window.removeEventListener('message', listen)
      resolve(given)
    }
    window.addEventListener('message', listen)
    preload.requestPort()
  })
  const broken = new Promise<void>((resolve) => {
    port.addEventListener('close', () => resolve())
  })
  port.start()
  return { link: new PortLink({ port }), broken }
}

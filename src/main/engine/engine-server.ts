import { RPCHandler } from '@orpc/server/ws'
import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { answerBulk } from './bulk/answer-bulk.ts'
import { MAX_MESSAGE_BYTES } from './engine-connection.ts'
import type { Engine } from './engine.ts'
import { router } from './router/router.ts'

/** The engine's ear on its local socket: calls at `/rpc`, bytes under `/bulk/`. */
export interface EngineServer {
  /** Users that hold a connection for calls. */
  readonly users: number
  onUsersChange(listener: () => void): void
  /** No further users or requests; those that are there are cut off. */
  close(): Promise<void>
}

/** Listens before it returns. @param address see engine-address.ts */
export async function listen(engine: Engine, address: string): Promise<EngineServer> {
  const rpc = new RPCHandler(router)
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
  })
  const listeners = new Set<() => void>()
  let closing = false

  function welcome(socket: WebSocket): void {
    for (const listener of listeners) listener()
    socket.on('close', () => {
      for (const listener of listeners) listener()
    })
    socket.on('error', (error) => engine.log.info(`rpc connection: ${error.message}`))
    void rpc.upgrade(awaitingSocket(socket), { context: engine })
  }

  const server = createServer((request, response) => {
    if (request.url?.startsWith('/bulk/')) void answerBulk(engine, request, response)
    else response.writeHead(404).end()
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (closing || request.url !== '/rpc') {
      socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, welcome)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(address, resolve)
  })
  return {
    get users() {
      return sockets.clients.size
    },
    onUsersChange: (listener) => void listeners.add(listener),
    async close() {
      closing = true
      for (const socket of sockets.clients) socket.close(1001)
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      // A user that does not answer the closing within a moment is cut off.
      setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate()
      }, 500).unref()
      await closed
    },
  }
}

/**
 * A socket whose send() waits until the bytes are on their way. The RPC layer waits for it before it takes the next
 * event, so a user that reads slowly gets coalesced events (event-hub.ts) instead of filling the engine's memory.
 */
function awaitingSocket(socket: WebSocket): Pick<WebSocket, 'addEventListener' | 'send'> {
  const send = (data: string | Buffer) =>
    new Promise<void>((resolve, reject) => socket.send(data, (error) => (error ? reject(error) : resolve())))
  return {
    addEventListener: socket.addEventListener.bind(socket),
    // Declared as returning nothing; what it returns is awaited by the RPC layer.
    send: send as WebSocket['send'],
  }
}

import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { once } from 'node:events'
import { request } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { WebSocket } from 'ws'
import type { EngineClient } from '../../shared/ipc/client.ts'

/** A user's hold on a running engine: as long as one is open, the engine stays. */
export interface EngineConnection {
  readonly client: EngineClient
  /** Where the engine listens, for hosts that pass raw requests on. */
  readonly address: string
  /** Fetches bulk bytes, see shared/ipc/bulk.ts. */
  bulk(address: string): Promise<BulkAnswer>
  /** Resolves when the engine has gone, or after close(). */
  readonly closed: Promise<void>
  close(): void
}

export interface BulkAnswer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

/** Larger messages are refused by either side. The largest are edits of 100,000 photos by id. */
export const MAX_MESSAGE_BYTES = 16 * 1024 * 1024

/** @throws Error when nobody answers there. */
export async function connectEngine(address: string): Promise<EngineConnection> {
  const socket = openRpcSocket(address)
  await once(socket, 'open')
  return {
    // ws has the events and methods of a browser's WebSocket; only its event types are declared apart.
    client: createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket })),
    address,
    bulk: (path) => fetchBulk(address, path),
    closed: new Promise((resolve) => socket.once('close', () => resolve())),
    close: () => socket.close(),
  }
}

/** A WebSocket that carries calls to the engine. */
export function openRpcSocket(address: string): WebSocket {
  const socket = new WebSocket('ws://engine/rpc', {
    createConnection: () => connect(address),
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
  })
  socket.binaryType = 'arraybuffer'
  return socket
}

async function fetchBulk(address: string, path: string): Promise<BulkAnswer> {
  const outgoing = request({ socketPath: address, path: `/bulk/${path}` })
  outgoing.end()
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage]
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: await buffer(answer) }
}

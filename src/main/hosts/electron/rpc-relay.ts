import type { MessagePortMain } from 'electron'
import { once } from 'node:events'
import { openRpcSocket } from '../../engine/engine-connection.ts'
import type { EngineConnection } from '../../engine/engine-connection.ts'

/**
 * Joins a page's message port with the engine's local socket, message for message. The page speaks with the engine
 * itself; this process only carries. Either side's end is the end of the other, as is this process letting go of the
 * engine.
 */
export async function relayCalls(
  port: MessagePortMain,
  engine: Pick<EngineConnection, 'address' | 'closed'>,
): Promise<void> {
  const socket = openRpcSocket(engine.address)
  void engine.closed.then(() => socket.close())
  socket.on('message', (data: Buffer | ArrayBuffer, isBinary: boolean) =>
    port.postMessage(isBinary ? data : Buffer.from(data as Buffer).toString()),
  )
  socket.on('close', () => port.close())
  socket.on('error', () => port.close())
  port.on('close', () => socket.close())
  await once(socket, 'open')
  port.on('message', ({ data }) => socket.send(data as string | Uint8Array))
  // Only now: what the page sent before waits inside the port.
  port.start()
}

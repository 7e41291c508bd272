import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Ends connections over which nothing was asked yet. Node does not count them as idle: one that a browser opened ahead,
 * or that somebody leaves open, would keep a server that stops for over a minute.
 * @returns ends those that are there
 */
export function endingUnused(server: Server): () => void {
  const unused = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    unused.add(socket)
    socket.once('close', () => unused.delete(socket))
  })
  server.on('request', ({ socket }) => unused.delete(socket))
  return () => {
    for (const socket of unused) socket.destroy()
  }
}

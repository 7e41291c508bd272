import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

/** Passes bytes on to a server, and cuts every connection once so many have gone there. */
export interface CuttingProxy {
  readonly origin: string
  /** Bytes that have gone to the server. */
  readonly passed: number
  /** @param bytes to go from now on until all connections are cut, once; Infinity: never */
  cutAfter(bytes: number): void
  close(): void
}

export async function cuttingProxy(port: number): Promise<CuttingProxy> {
  const sockets = new Set<Socket>()
  let passed = 0
  let left = Infinity
  const server = createServer((client) => {
    const target = connect(port, '127.0.0.1')
    for (const [socket, other] of [
      [client, target],
      [target, client],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
    }
    target.pipe(client)
    client.on('data', (bytes: Buffer) => {
      const some = bytes.subarray(0, Math.min(bytes.length, left))
      passed += some.length
      left -= some.length
      // The other side gets what went before the cut, as from a line that breaks.
      const goOn = target.write(some, () => {
        if (left === 0) cut()
      })
      if (goOn) return
      client.pause()
      target.once('drain', () => client.resume())
    })
  })
  const cut = () => {
    left = Infinity
    for (const socket of sockets) socket.destroy()
  }
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port: own } = server.address() as AddressInfo // It listens on a port.
  return {
    origin: `http://127.0.0.1:${own}`,
    get passed() {
      return passed
    },
    cutAfter(bytes) {
      left = bytes
    },
    close() {
      cut()
      server.close()
    },
  }
}

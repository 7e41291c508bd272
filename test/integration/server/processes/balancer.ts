import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Hands each request to the next of several processes, as a reverse proxy in front of them does. */
export interface Balancer {
  origin: string
  /** Origins of the processes, in turn. */
  targets: string[]
  close(): Promise<void>
}

export async function startBalancer(): Promise<Balancer> {
  const targets: string[] = []
  let turn = 0
  const hand = (asked: IncomingMessage, answer: ServerResponse, tries: number): void => {
    const { hostname, port } = new URL(targets[turn++ % targets.length]!)
    const { method, url: path } = asked
    const headers = {
      ...asked.headers,
      'x-forwarded-for': asked.socket.remoteAddress,
      connection: 'close',
    }
    const onward = request({ ...{ hostname, port, method, path, headers }, agent: false })
    // Nothing of the call is passed on before somebody is there to take it: to another, where nobody is.
    onward.once('socket', (socket) => socket.once('connect', () => asked.pipe(onward)))
    onward.once('response', (given) => {
      delete given.headers['connection']
      answer.writeHead(given.statusCode ?? 502, given.headers)
      given.on('error', () => answer.destroy())
      given.pipe(answer)
    })
    onward.on('error', (error) => {
      const isRefused = 'code' in error && error.code === 'ECONNREFUSED'
      if (isRefused && tries < targets.length) hand(asked, answer, tries + 1)
      else answer.destroy()
    })
    answer.once('close', () => onward.destroy())
  }
  const server = createServer((asked, answer) => hand(asked, answer, 1))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo
  return {
    ...{ origin: `http://127.0.0.1:${port}`, targets },
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

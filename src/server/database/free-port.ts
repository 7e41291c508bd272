import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'

/** A port of this computer that nothing listens on at present. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

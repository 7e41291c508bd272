import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { openScratchServer } from './scratch-server.ts'

test('a connection over which nothing was asked keeps no server that stops', async () => {
  const server = await openScratchServer()
  const { port } = server.app.server.address() as AddressInfo // It listens on a port.
  const socket = connect(port, '127.0.0.1')
  await once(server.app.server, 'connection')
  const ended = once(socket, 'close')
  await server.close()
  await ended
  expect(socket.destroyed).toBe(true)
}, 30_000)

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { openScratchServer } from '../integration/server/scratch-server.ts'

/** A real image space server behind something that can change its answers on their way. */
export interface SpaceServer {
  origin: string
  /** A folder for libraries and photos. */
  home: string
  /** For host and engine: no session of a desktop, so that no keychain of ours is asked and the password is the lock. */
  env: NodeJS.ProcessEnv
  /** From now on each answer of an address with this in it comes with one byte changed. */
  spoil(part: string): void
  close(): Promise<void>
}

export async function openSpaceServer(): Promise<SpaceServer> {
  const home = mkdtempSync(join(tmpdir(), 'image-space-e2e-space-'))
  const runtime = join(home, 'runtime')
  mkdirSync(runtime, { mode: 0o700 })
  let spoilt: string | null = null
  let target = 0
  const proxy = createServer((incoming, outgoing) => {
    const { method, url = '', headers } = incoming
    const passed = request({ host: '127.0.0.1', port: target, method, path: url, headers }, (answer) => {
      if (spoilt === null || !url.includes(spoilt)) {
        outgoing.writeHead(answer.statusCode ?? 0, answer.headers)
        answer.pipe(outgoing)
        return
      }
      void buffer(answer).then((body) => {
        body[body.length >> 1]! ^= 1
        outgoing.writeHead(answer.statusCode ?? 0, answer.headers).end(body)
      })
    })
    passed.on('error', () => outgoing.destroy())
    outgoing.on('close', () => passed.destroy())
    incoming.pipe(passed)
  })
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done))
  const origin = `http://127.0.0.1:${portOf(proxy)}`
  const server = await openScratchServer({ publicUrl: new URL(origin) })
  target = portOf(server.app.server)
  return {
    origin,
    home,
    env: { XDG_RUNTIME_DIR: runtime, DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(runtime, 'none')}` },
    spoil: (part) => (spoilt = part),
    async close() {
      proxy.closeAllConnections()
      proxy.close()
      await server.close()
      rmSync(home, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function portOf(of: { address(): unknown }): number {
  return (of.address() as AddressInfo).port // It listens on a port.
}

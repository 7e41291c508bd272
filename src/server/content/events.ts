import { stream } from '../http/handlers.ts'
import type { StreamHandler } from '../http/handlers.ts'
import type { api } from '../../shared/space/api.ts'
import type { Pokes } from './pokes.ts'

/** Milliseconds between two signs of life, at which it is also asked whether the session still may listen. */
const HEARTBEAT = 20_000

/** Server-sent events: `grew` with a space and its last sequence, `missed` when some may have been. */
export function eventsHandler(pokes: Pokes): StreamHandler<typeof api.trust.events> {
  return stream<typeof api.trust.events, null>({
    find: () => Promise.resolve(null),
    answer: async ({ access, bind, isStillAllowed }, _found, _input, _request, reply) => {
      const binding = bind(200, new Uint8Array(32))
      reply.hijack()
      const { raw } = reply
      // Of somebody who has gone already it is not said again that they go.
      if (raw.destroyed) return
      raw.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'private, no-store',
        'x-accel-buffering': 'no',
        'is-bind': binding,
      })
      const tell = (event: string, data: object) =>
        raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
      const stop = pokes.on(
        access.account,
        ({ space, sequence }) => tell('grew', { space: space.toString('base64url'), sequence }),
        () => tell('missed', {}),
      )
      const heartbeat = setInterval(() => {
        void isStillAllowed().then((allowed) => (allowed ? raw.write(': here\n\n') : raw.end()))
      }, HEARTBEAT)
      raw.once('close', () => {
        clearInterval(heartbeat)
        stop()
      })
      raw.write(': here\n\n')
    },
  })
}

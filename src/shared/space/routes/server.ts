import { z } from 'zod'
import { route } from '../route.ts'
import { clockTime, key32 } from '../wire.ts'

export const nothing = z.object({})

export const server = {
  describe: route({
    method: 'GET',
    path: '/v1/server',
    rule: 'open',
    does: 'Says which server this is and what it asks of those who register.',
    params: nothing,
    query: nothing,
    body: z.undefined(),
    answer: z.object({
      /** `https://host`: what logins are signed for. */
      origin: z.string(),
      /** Ed25519 public key that signs receipts. */
      key: key32,
      /** Whether a code is sent to an e-mail address that registers or recovers. */
      mailsCodes: z.boolean(),
      writes: z.enum(['open', 'stopped']),
      time: clockTime,
    }),
    encoding: 'json',
  }),
}

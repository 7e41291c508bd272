import { z } from 'zod'
import { route } from '../route.ts'
import { binary, count, hash32, moment, queryCount } from '../wire.ts'
import { nothing } from './server.ts'

/** What a client may have met that must not be. */
export const incidentKinds = z.enum(['foreign-answer', 'foreign-account', 'foreign-record', 'foreign-blob'])

export const trust = {
  accesses: route({
    method: 'GET',
    path: '/v1/accesses',
    rule: 'own',
    does: 'Who opened what of this account: its access log, each entry holding the hash of the one before.',
    params: nothing,
    query: z.object({ after: queryCount, limit: queryCount }),
    body: z.undefined(),
    answer: z.object({
      accesses: z.array(z.object({ sequence: count, entry: binary({ least: 1, most: 4096 }), hash: hash32 })),
    }),
    encoding: 'json',
  }),
  checkpoints: route({
    method: 'GET',
    path: '/v1/accesses/checkpoints',
    rule: 'own',
    does: 'Signed by the server each hour: where the access log stood.',
    params: nothing,
    query: nothing,
    body: z.undefined(),
    answer: z.object({
      checkpoints: z.array(z.object({ sequence: count, hash: hash32, at: moment, signature: binary(64) })),
    }),
    encoding: 'json',
  }),
  report: route({
    method: 'POST',
    path: '/v1/incidents',
    rule: 'unlock',
    does: 'Reports what was refused because it is not of this account. The account is frozen.',
    params: nothing,
    query: nothing,
    body: z.object({ kind: incidentKinds }),
    answer: nothing,
    encoding: 'json',
  }),
  events: route({
    method: 'GET',
    path: '/v1/events',
    rule: 'own',
    does: 'Server-sent events that say which space has grown to what; no data.',
    params: nothing,
    query: nothing,
    body: z.undefined(),
    answer: z.undefined(),
    encoding: 'events',
  }),
}

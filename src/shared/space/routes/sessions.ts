import { z } from 'zod'
import { route } from '../route.ts'
import { binary, id16, key32, moment } from '../wire.ts'
import { nothing } from './server.ts'

export const sessions = {
  list: route({
    method: 'GET',
    path: '/v1/sessions',
    rule: 'own',
    does: 'Live sessions of the account.',
    params: nothing,
    query: nothing,
    body: z.undefined(),
    answer: z.object({
      sessions: z.array(
        z.object({
          session: id16,
          device: key32,
          createdAt: moment,
          /** To the hour. */
          lastUsedAt: moment,
          expiresAt: moment,
          isThis: z.boolean(),
        }),
      ),
    }),
    encoding: 'json',
  }),
  revoke: route({
    method: 'DELETE',
    path: '/v1/sessions/:session',
    rule: 'own-signed',
    does: 'Ends a session.',
    params: z.object({ session: id16 }),
    query: nothing,
    body: z.undefined(),
    answer: nothing,
    encoding: 'json',
  }),
  signOut: route({
    method: 'DELETE',
    path: '/v1/session',
    rule: 'unlock',
    does: 'Ends this session.',
    params: nothing,
    query: nothing,
    body: z.undefined(),
    answer: nothing,
    encoding: 'json',
  }),
  listDevices: route({
    method: 'GET',
    path: '/v1/devices',
    rule: 'own',
    does: 'Computers of the account, with the certificates that name them.',
    params: nothing,
    query: nothing,
    body: z.undefined(),
    answer: z.object({
      devices: z.array(
        z.object({
          device: key32,
          certificate: binary({ least: 134, most: 1000 }).nullable(),
          addedAt: moment,
          revokedAt: moment.nullable(),
        }),
      ),
    }),
    encoding: 'json',
  }),
  revokeDevice: route({
    method: 'DELETE',
    path: '/v1/devices/:device',
    rule: 'own-signed',
    does: 'Shuts a computer out: its sessions end and it can open no more.',
    params: z.object({ device: key32 }),
    query: nothing,
    body: z.undefined(),
    answer: nothing,
    encoding: 'json',
  }),
}

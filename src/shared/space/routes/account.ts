import { z } from 'zod'
import { route } from '../route.ts'
import { accountId, binary, count, moment } from '../wire.ts'
import { certificateSchema, credentialsSchema } from './registration.ts'
import { nothing } from './server.ts'

export const account = {
  keys: route({
    method: 'GET',
    path: '/v1/account/keys',
    rule: 'unlock',
    does: 'The wraps and statements from which a computer of the member unlocks the root key.',
    params: nothing,
    query: nothing,
    body: z.undefined(),
    answer: z.object({
      account: accountId,
      statements: z.array(binary({ least: 134, most: 300 })),
      sealedIdentity: binary(150),
      credentials: credentialsSchema,
    }),
    encoding: 'json',
  }),
  changeCredentials: route({
    method: 'PUT',
    path: '/v1/account/credentials',
    rule: 'unlock',
    does: 'Replaces password or recovery kit; signed by the key that signed in. Other sessions end.',
    params: nothing,
    query: nothing,
    body: z.object({ credentials: credentialsSchema, signature: binary(64) }),
    answer: nothing,
    encoding: 'json',
  }),
  describe: route({
    method: 'GET',
    path: '/v1/account',
    rule: 'own',
    does: 'State and use of the account. Never its e-mail address.',
    params: nothing,
    query: nothing,
    body: z.undefined(),
    answer: z.object({
      account: accountId,
      memberNumber: count,
      registeredAt: moment,
      quotaBytes: count,
      usedBytes: count,
      reservedBytes: count,
      /** When it is deleted, unless the member changes their mind. */
      deletesAt: moment.nullable(),
    }),
    encoding: 'json',
  }),
  inventory: route({
    method: 'GET',
    path: '/v1/account/inventory',
    rule: 'own',
    does: 'How much of everything the server keeps for the account: what an export is compared with.',
    params: nothing,
    query: nothing,
    body: z.undefined(),
    answer: z.object({
      account: accountId,
      devices: count,
      spaces: count,
      records: count,
      blobs: count,
      blobBytes: count,
      accesses: count,
    }),
    encoding: 'json',
  }),
  askDeletion: route({
    method: 'POST',
    path: '/v1/account/deletion',
    rule: 'own-signed',
    does: 'Has the account deleted after 30 days. The receipt says when.',
    params: nothing,
    query: nothing,
    body: nothing,
    answer: z.object({ receipt: binary({ least: 100, most: 300 }) }),
    encoding: 'json',
  }),
  cancelDeletion: route({
    method: 'DELETE',
    path: '/v1/account/deletion',
    rule: 'own',
    does: 'Keeps the account after all.',
    params: nothing,
    query: nothing,
    body: z.undefined(),
    answer: nothing,
    encoding: 'json',
  }),
}

export const devices = {
  certify: route({
    method: 'POST',
    path: '/v1/devices',
    rule: 'unlock',
    does: 'Certifies the computer of this session by the identity key of the account.',
    params: nothing,
    query: nothing,
    body: z.object({ certificate: certificateSchema }),
    answer: nothing,
    encoding: 'json',
  }),
}

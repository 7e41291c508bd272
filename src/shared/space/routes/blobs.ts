import { z } from 'zod'
import { route } from '../route.ts'
import { binary, count, hash32, id16, moment, queryCount } from '../wire.ts'
import { nothing } from './server.ts'

const blob = z.object({ blob: hash32 })
const upload = z.object({ upload: id16 })
const statement = binary({ least: 134, most: 200 })
const receipt = binary({ least: 134, most: 200 })

export const blobs = {
  list: route({
    method: 'GET',
    path: '/v1/blobs',
    rule: 'own',
    does: 'Blobs that the server keeps for the account, by id.',
    params: nothing,
    query: z.object({ after: hash32.optional(), limit: queryCount }),
    body: z.undefined(),
    answer: z.object({
      blobs: z.array(z.object({ blob: hash32, length: count, statement, keptAt: moment })),
    }),
    encoding: 'json',
  }),
  read: route({
    method: 'GET',
    path: '/v1/blobs/:blob',
    rule: 'own',
    does: 'A blob or a range of it.',
    params: blob,
    query: nothing,
    body: z.undefined(),
    answer: z.undefined(),
    encoding: 'bytes',
  }),
  remove: route({
    method: 'DELETE',
    path: '/v1/blobs/:blob',
    rule: 'own',
    does: 'Removes a blob and gives its room back.',
    params: blob,
    query: nothing,
    body: z.undefined(),
    answer: nothing,
    encoding: 'json',
  }),
}

export const uploads = {
  create: route({
    method: 'POST',
    path: '/v1/uploads',
    rule: 'own',
    does: 'tus 1.0: begins an upload of Upload-Length bytes, for which room is reserved.',
    params: nothing,
    query: nothing,
    body: z.undefined(),
    answer: z.undefined(),
    encoding: 'tus',
  }),
  offset: route({
    method: 'HEAD',
    path: '/v1/uploads/:upload',
    rule: 'own',
    does: 'tus 1.0: how much of an upload has arrived.',
    params: upload,
    query: nothing,
    body: z.undefined(),
    answer: z.undefined(),
    encoding: 'tus',
  }),
  send: route({
    method: 'PATCH',
    path: '/v1/uploads/:upload',
    rule: 'own',
    does: 'tus 1.0: sends bytes from Upload-Offset on.',
    params: upload,
    query: nothing,
    body: z.undefined(),
    answer: z.undefined(),
    encoding: 'tus',
  }),
  drop: route({
    method: 'DELETE',
    path: '/v1/uploads/:upload',
    rule: 'own',
    does: 'tus 1.0: gives an upload up, and its room back.',
    params: upload,
    query: nothing,
    body: z.undefined(),
    answer: z.undefined(),
    encoding: 'tus',
  }),
  complete: route({
    method: 'POST',
    path: '/v1/uploads/:upload/complete',
    rule: 'own',
    does: 'Declares what was uploaded. It is read again, compared, kept, and then answered with a receipt.',
    params: upload,
    query: nothing,
    body: z.object({ statement }),
    answer: z.object({ receipt }),
    encoding: 'json',
    long: true,
  }),
}

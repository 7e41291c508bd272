import { z } from 'zod'
import { route } from '../route.ts'
import { binary, bytesOf, count, id16, moment, queryCount } from '../wire.ts'
import { nothing } from './server.ts'

/** Bytes of one sealed record. */
export const RECORD_LIMIT = 1 << 20
/** Records in one call. */
export const RECORDS_PER_CALL = 256
/** Bytes of records in one answer; at least one record is always given. */
export const ANSWER_LIMIT = 4 << 20

const head = z.object({ sequence: count, hash: bytesOf(32) })
const space = z.object({ space: id16 })
const statement = binary({ least: 184, most: 200 })
const header = z.custom<Uint8Array>((bytes) => bytes instanceof Uint8Array && bytes.length <= 300_000)
const body = z.custom<Uint8Array>((bytes) => bytes instanceof Uint8Array && bytes.length <= RECORD_LIMIT)

export const spaces = {
  list: route({
    method: 'GET',
    path: '/v1/spaces',
    rule: 'own',
    does: 'Spaces of the account with their sealed keys.',
    params: nothing,
    query: nothing,
    body: z.undefined(),
    answer: z.object({
      spaces: z.array(
        z.object({
          space: id16,
          sequence: count,
          keys: z.array(z.object({ epoch: count, sealedKey: binary(118), statement })),
        }),
      ),
    }),
    encoding: 'json',
  }),
  add: route({
    method: 'POST',
    path: '/v1/spaces',
    rule: 'own',
    does: 'Makes a space, or a new epoch of one. The same again changes nothing.',
    params: nothing,
    query: nothing,
    body: z.object({ sealedKey: binary(118), statement }),
    answer: nothing,
    encoding: 'json',
  }),
}

export const records = {
  append: route({
    method: 'POST',
    path: '/v1/spaces/:space/records',
    rule: 'own',
    does: 'Adds signed, sealed records to the log; all of them or none. Sent again they are found, not added.',
    params: space,
    query: nothing,
    body: z.object({
      /** Where the log must end, for what must be linear; null to add wherever it ends. */
      after: head.nullable(),
      records: z
        .array(z.tuple([header, body]))
        .min(1)
        .max(RECORDS_PER_CALL),
    }),
    /** Sequence of each record, and where the log ends. */
    answer: z.object({ sequences: z.array(count), head }),
    encoding: 'cbor',
  }),
  read: route({
    method: 'GET',
    path: '/v1/spaces/:space/records',
    rule: 'own',
    does: 'Records behind a place of the log, which is named with the hash of the log there.',
    params: space,
    query: z.object({ after: queryCount, hash: binary(32), limit: queryCount }),
    body: z.undefined(),
    answer: z.object({
      records: z.array(z.tuple([count, header, body, moment])),
      head,
    }),
    encoding: 'cbor',
  }),
}

import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import { encodeCbor } from '../../shared/crypto/cbor.ts'
import { Refusal } from '../../shared/space/refusal.ts'
import type { api } from '../../shared/space/api.ts'
import { stream } from '../http/handlers.ts'
import type { Handlers } from '../http/handlers.ts'
import type { Parts } from '../parts.ts'
import { moveRoom } from '../store/account-rows.ts'
import { listBlobs, readBlob, removeBlob } from '../store/blob-rows.ts'
import { rangeOf } from './byte-range.ts'
import { ownerIn } from './owner-in.ts'

const LISTED_AT_ONCE = 1000

export function blobHandlers({ blobs, assertOwned }: Parts): Handlers['blobs'] {
  return {
    list: async ({ store: rows, note }, { query }) => {
      const limit = Math.min(Math.max(query.limit, 1), LISTED_AT_ONCE)
      const found = await listBlobs(rows, query.after, limit)
      for (const { blob_id: object, statement } of found)
        note(
          { verb: 'list', kind: 'blob', object, first: 0, last: 0, bytes: statement.length },
          ownerIn(statement),
        )
      return {
        owners: found.map(({ statement }) => ownerIn(statement)),
        answer: {
          blobs: found.map((row) => ({
            blob: row.blob_id,
            length: Number(row.length),
            statement: row.statement,
            keptAt: row.kept_at.getTime(),
          })),
        },
      }
    },

    read: stream<typeof api.blobs.read, { owner: Buffer; length: number }>({
      find: async ({ access, store }, { params }) => {
        const row = await readBlob(store, params.blob)
        if (!row) throw noBlob()
        const owner = ownerIn(row.statement)
        assertOwned({ owners: [owner], answer: null }, access)
        return { owner, length: Number(row.length) }
      },
      answer: async ({ access, bind, note }, { owner, length }, { params }, request, reply) => {
        const range = rangeOf(request.headers.range, length)
        if (range === 'none') {
          reply.header('content-range', `bytes */${length}`)
          throw new Refusal('bad-input', 'The blob ends before this range.')
        }
        const { first, last } = range ?? { first: 0, last: length - 1 }
        const bytes = await blobs.read(access.account, params.blob, { first, last })
        if (!bytes) throw new Error('a blob that is kept is not there')
        try {
          await note(
            { verb: 'read', kind: 'blob', object: params.blob, first, last, bytes: last - first + 1 },
            owner,
          )
          const status = range ? 206 : 200
          const content = createHash('sha256')
            .update(encodeCbor([params.blob, length, first, last]))
            .digest()
          const binding = bind(status, content)
          reply.hijack()
          reply.raw.writeHead(status, {
            'content-type': 'application/octet-stream',
            'content-length': last - first + 1,
            'accept-ranges': 'bytes',
            ...(range && { 'content-range': `bytes ${first}-${last}/${length}` }),
            'cache-control': 'private, no-store',
            vary: 'authorization, is-nonce',
            'x-content-type-options': 'nosniff',
            'is-bind': binding,
          })
          // Whoever asked may go at any byte.
          await pipeline(bytes, reply.raw).catch(() => reply.raw.destroy())
        } finally {
          // Also where it may not be served, or nobody is there to take it.
          bytes.destroy()
        }
      },
    }),

    remove: async ({ store: rows, note }, { params }) => {
      const length = await removeBlob(rows, params.blob)
      if (length === null) throw noBlob()
      await moveRoom(rows, { reserved: 0, used: -length })
      // Its bytes go with the next sweep: the same blob may be on its way here again just now.
      note({ verb: 'remove', kind: 'blob', object: params.blob, first: 0, last: 0, bytes: 0 })
      return { owners: [rows.account], answer: {} }
    },
  }
}

function noBlob(): Refusal {
  return new Refusal('not-found', 'There is no such blob.')
}

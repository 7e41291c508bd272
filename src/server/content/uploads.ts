import { randomBytes } from 'node:crypto'
import { Server } from '@tus/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { readBlobStatement } from '../../shared/crypto/blob-statement.ts'
import type { BlobStatement } from '../../shared/crypto/blob-statement.ts'
import { signReceipt } from '../../shared/crypto/server-receipt.ts'
import { encodeEntry } from '../../shared/space/access-entry.ts'
import { Refusal } from '../../shared/space/refusal.ts'
import { UploadIncomplete, UploadMissing } from '../blobs/blob-store.ts'
import type { api } from '../../shared/space/api.ts'
import type { Access, PrivateCall } from '../http/access.ts'
import { stream } from '../http/handlers.ts'
import type { AuthorisedStream, Handlers } from '../http/handlers.ts'
import { refusalOf } from '../http/refusal-of.ts'
import { requireSignedByOpenSsl, signByOpenSsl } from '../keys/openssl-signature.ts'
import type { Parts } from '../parts.ts'
import { moveRoom, reserveRoom } from '../store/account-rows.ts'
import { addBlob, addUpload, lengthOfUpload, readBlob, removeUpload } from '../store/blob-rows.ts'

/** What tus is asked for, and by whom; the same upload id in another account's hands names nothing. */
interface Asked {
  access: AuthorisedStream['access']
  upload: Buffer
}

interface Known extends Asked {
  /** Bytes that it will have. */
  length: number
}

interface Completing {
  statement: BlobStatement
  /** Of the blob, when all was done before. */
  receipt: Buffer | null
}

const noUpload = () => new Refusal('not-found', 'There is no such upload. Begin a new one.')

export function uploadHandlers(parts: Parts): Handlers['uploads'] {
  const { store, blobs, locker } = parts
  const asked = new WeakMap<object, Asked>()
  const askedBy = (request: { runtime?: { node?: { req: object } | undefined } | undefined }): Asked => {
    const node = request.runtime?.node?.req
    const found = node && asked.get(node)
    if (!found) throw new Error('an upload that nobody was authorised for')
    return found
  }

  const tus = new Server({
    path: '/v1/uploads',
    datastore: blobs.uploads,
    locker,
    // No page of another origin has any business here.
    allowedOrigins: () => false,
    namingFunction: (request) => idOf(askedBy(request)),
    getFileIdFromRequest: (request) => idOf(askedBy(request)),
    generateUrl: (request, { path }) => `${path}/${askedBy(request).upload.toString('base64url')}`,
    onUploadCreate: async (request, { size }) => {
      const { access, upload } = askedBy(request)
      // Its length was looked at before the library was asked.
      if (size === undefined) throw new Error('an upload without a length')
      await store.inAccount(access.account, async (rows) => {
        if (!(await reserveRoom(rows, size)))
          throw new Refusal('quota', 'There is no room for this upload. Nothing was sent.')
        await addUpload(rows, upload, size)
      })
      return {}
    },
    onResponseError: (_request, error) => {
      if (!(error instanceof Error)) return undefined
      const refusal = refusalOf(error)
      const known = 'status_code' in error ? Number(error.status_code) : refusal.status
      return { status_code: known, body: JSON.stringify({ code: refusal.code, sentence: refusal.message }) }
    },
  })
  const hand = async (request: FastifyRequest, reply: FastifyReply, of: Asked) => {
    asked.set(request.raw, of)
    reply.hijack()
    reply.raw.setHeader('cache-control', 'private, no-store')
    await tus.handle(request.raw, reply.raw)
  }
  /** Whose the upload is was looked at where the call was allowed. */
  const find = async (
    { access, store: rows }: Pick<PrivateCall, 'access' | 'store'>,
    { params }: { params: { upload: Uint8Array } },
  ): Promise<Known> => {
    const length = await lengthOfUpload(rows, params.upload)
    if (length === null) throw noUpload()
    return { access, upload: Buffer.from(params.upload), length }
  }

  return {
    create: stream<typeof api.uploads.create, null>({
      find: () => Promise.resolve(null),
      answer: async ({ access }, _found, _input, request, reply) => {
        // The library takes 1e+21 for 1, and 2^63 for a number that a database can count to.
        if (!/^[1-9]\d{0,14}$/.test(String(request.headers['upload-length'])))
          throw new Refusal('bad-input', 'An upload needs an Upload-Length above 0.')
        await hand(request, reply, { access, upload: randomBytes(16) })
      },
    }),
    offset: stream<typeof api.uploads.offset, Known>({
      find,
      answer: (_stream, of, _input, request, reply) => hand(request, reply, of),
    }),
    send: stream<typeof api.uploads.send, Known>({
      find,
      answer: (_stream, of, _input, request, reply) => hand(request, reply, of),
    }),
    drop: stream<typeof api.uploads.drop, Known>({
      find,
      answer: async (call, of, _input, _request, reply) => {
        await locked(parts, call, of, async () => {
          await blobs.dropUpload(idOf(of))
          await giveUp(parts, of)
        })
        await reply
          .code(204)
          .header('tus-resumable', '1.0.0')
          .header('cache-control', 'private, no-store')
          .send()
      },
    }),
    complete: stream<typeof api.uploads.complete, Completing>({
      find: async ({ access, store: rows }, { params, body }) => {
        const statement = requireStatement(access, body.statement)
        const length = await lengthOfUpload(rows, params.upload)
        const kept = length === null ? await readBlob(rows, statement.blob) : undefined
        if (length === null && !kept) throw noUpload()
        if (length !== null && length !== statement.length)
          throw new Refusal('bad-input', 'The upload has another length than was declared.')
        return { statement, receipt: kept?.receipt ?? null }
      },
      answer: async (call, { statement, receipt }, { params, body }) => {
        // Asked once more, since the answer was lost on its way.
        if (receipt) return call.answer({ receipt })
        const of = { access: call.access, upload: Buffer.from(params.upload), length: statement.length }
        const made = await locked(parts, call, of, () =>
          keep(parts, call, of, statement, Buffer.from(body.statement)),
        )
        await call.answer({ receipt: made })
      },
    }),
  }
}

function idOf({ access, upload }: Asked): string {
  return `${access.account.toString('hex')}/${upload.toString('hex')}`
}

function requireStatement(access: Access, encoded: Uint8Array): BlobStatement {
  const statement = readBlobStatement(encoded, requireSignedByOpenSsl)
  if (!access.account.equals(statement.owner) || !access.device.equals(statement.device))
    throw new Refusal('bad-input', 'The statement is signed for another account or computer.')
  return statement
}

/** Reads it again, compares, keeps it durably, and only then says so. Every step may be taken again after a crash. */
async function keep(
  parts: Parts,
  { now }: AuthorisedStream,
  of: Known,
  { owner, blob, length, device }: BlobStatement,
  encoded: Buffer,
): Promise<Uint8Array> {
  const { store, blobs, keys } = parts
  const account = of.access.account
  await requireDeclared(parts, of, blob)
  await blobs.keepUpload(idOf(of), account, blob)
  const receipt = signReceipt(
    keys.signing,
    { kind: 'kept', account, object: blob, length, at: now },
    signByOpenSsl,
  )
  return store.inAccount(account, async (rows) => {
    const reserved = await removeUpload(rows, of.upload)
    const isNew = await addBlob(rows, {
      blob: Buffer.from(blob),
      length,
      statement: encoded,
      receipt: Buffer.from(receipt),
    })
    await moveRoom(rows, { reserved: -(reserved ?? 0), used: isNew ? length : 0 })
    const what = {
      verb: 'write',
      kind: 'blob',
      object: blob,
      first: 0,
      last: length - 1,
      bytes: length,
    } as const
    rows.closing.log([encodeEntry({ owner, actor: account, device, at: now, ...what, result: 'done' })])
    return (await readBlob(rows, blob))?.receipt ?? receipt
  })
}

async function requireDeclared(parts: Parts, of: Known, declared: Uint8Array): Promise<void> {
  try {
    const { sha256, length } = await parts.blobs.digestUpload(idOf(of))
    if (sha256.equals(declared) && length === of.length) return
  } catch (error) {
    if (error instanceof UploadIncomplete)
      throw new Refusal('conflict', 'The upload has not arrived whole. Go on sending.')
    // A call before this one may have kept it and got no further.
    const keptLength = await parts.blobs.lengthOf(of.access.account, declared)
    if (error instanceof UploadMissing && keptLength === of.length) return
    throw error
  }
  await parts.blobs.dropUpload(idOf(of))
  await giveUp(parts, of)
  throw new Refusal('bad-input', 'What arrived is not what was declared. It was removed; send it again.')
}

/** Gives the room of an upload back. */
async function giveUp({ store }: Parts, { access, upload }: Asked): Promise<void> {
  await store.inAccount(access.account, async (rows) => {
    const reserved = await removeUpload(rows, upload)
    await moveRoom(rows, { reserved: -(reserved ?? 0), used: 0 })
  })
}

async function locked<Result>(
  { locker }: Parts,
  { asker }: AuthorisedStream,
  of: Asked,
  work: () => Promise<Result>,
): Promise<Result> {
  const lock = locker.newLock(idOf(of))
  await lock.lock(asker, () => undefined)
  try {
    return await work()
  } finally {
    await lock.unlock()
  }
}

import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../../../shared/errors.ts'
import type { ErrorNotice } from '../../../shared/errors.ts'

/** What a bulk address answers. */
export interface Answer {
  status: number
  headers: OutgoingHttpHeaders
  body: Uint8Array | FileRange | null
}

/** A stretch of an open file, closed once it was sent. */
export interface FileRange {
  file: FileHandle
  offset: number
  bytes: number
}

export function bytesAnswer(body: Uint8Array, type: string, headers: OutgoingHttpHeaders = {}): Answer {
  return {
    status: 200,
    headers: { 'content-type': type, 'content-length': body.byteLength, ...headers },
    body,
  }
}

export function errorAnswer(status: number, { code, params }: ErrorNotice): Answer {
  return { ...bytesAnswer(Buffer.from(JSON.stringify({ code, params })), 'application/json'), status }
}

/** Opens a file to be sent. Never waits on a pipe or device, never sends a folder. @throws AppError file-missing */
export async function openRegularFile(
  path: string,
): Promise<{ file: FileHandle; bytes: number; mtimeMs: number }> {
  let file: FileHandle
  try {
    // O_NONBLOCK does not exist on Windows, which has no named pipes among its files.
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    throw new AppError('file-missing', { path }, { cause: error })
  }
  const stat = await file.stat()
  if (stat.isFile()) return { file, bytes: stat.size, mtimeMs: stat.mtimeMs }
  await file.close()
  throw new AppError('not-a-regular-file', { path })
}

export async function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
): Promise<void> {
  const { body } = answer
  const etag = answer.headers['etag']
  const unchanged = answer.status === 200 && etag !== undefined && request.headers['if-none-match'] === etag
  response.writeHead(unchanged ? 304 : answer.status, {
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-cache',
    ...(unchanged ? cachingHeaders(answer) : answer.headers),
  })
  const silent = unchanged || request.method === 'HEAD' || body === null
  if (body === null || body instanceof Uint8Array) {
    response.end(silent ? undefined : body)
    return
  }
  if (silent || body.bytes === 0) {
    await body.file.close()
    response.end()
    return
  }
  const stream = body.file.createReadStream({ start: body.offset, end: body.offset + body.bytes - 1 })
  await pipeline(stream, response)
}

function cachingHeaders({ headers }: Answer): OutgoingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name === 'etag' || name === 'cache-control'),
  )
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import { AppError } from '../../../shared/errors.ts'
import { previewSizes } from '../../../shared/ipc/bulk.ts'
import type { PreviewSize } from '../../../shared/ipc/bulk.ts'
import type { Engine } from '../engine.ts'
import { errorAnswer, send } from './answer.ts'
import type { Answer } from './answer.ts'
import { columnsAnswer, orderAnswer } from './columns-answer.ts'
import { gone } from './gone.ts'
import { originalAnswer } from './original-answer.ts'
import { cardAnswer, gridAnswer, previewAnswer } from './picture-answer.ts'
import { readBody } from './read-body.ts'

const MAX_LIST_BYTES = 2_000
/** A frame of a clip as its player drew it. */
const MAX_FRAME_BYTES = 16 * 1024 * 1024

/** Answers the addresses of shared/ipc/bulk.ts. */
export async function answerBulk(
  engine: Engine,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let answer: Answer
  try {
    answer = await route(engine, request)
  } catch (error) {
    answer = failureAnswer(engine, request, error)
  }
  try {
    await send(request, response, answer)
  } catch (error) {
    // The reader went away, or a disk did, half-way: the broken connection tells it.
    if (!isClosedEarly(error)) engine.log.info(`bulk ${request.url}: ${String(error)}`)
    response.destroy()
  }
}

async function route(engine: Engine, request: IncomingMessage): Promise<Answer> {
  const url = new URL(request.url ?? '', 'http://engine')
  const [, , what, ...rest] = url.pathname.split('/').map(decodeSegment)
  const run = url.searchParams.get('e')
  if (run !== null && run !== engine.epoch) return gone

  if (request.method === 'POST') return post(engine, request, what, rest[0])
  if (request.method !== 'GET' && request.method !== 'HEAD') throw new AppError('bad-request')

  switch (what) {
    case 'columns':
      return columnsAnswer(engine, url.searchParams.get('since'))
    case 'order':
      return orderAnswer(engine, rest[0] ?? '')
    case 'preview':
      return previewAnswer(engine, sizeOf(rest[0]), indexOf(rest[1]), url.searchParams.get('v'), run !== null)
    case 'original':
      return originalAnswer(engine, rest[0] ?? '', {
        range: request.headers.range,
        ifRange: request.headers['if-range']?.toString(),
      })
    case 'card':
      return cardAnswer(engine, rest[0] ?? '', sizeOf(rest[1]), indexOf(rest[2]))
    default:
      throw new AppError('bad-request')
  }
}

async function post(
  engine: Engine,
  request: IncomingMessage,
  what: string | undefined,
  id: string | undefined,
): Promise<Answer> {
  if (what === 'previews' && id === 'grid') return gridAnswer(engine, await readBody(request, MAX_LIST_BYTES))
  if (what !== 'poster') throw new AppError('bad-request')
  const slot = indexOf(id)
  await engine.previews.setPosterFrame(slot, await readBody(request, MAX_FRAME_BYTES))
  return { status: 204, headers: {}, body: null }
}

function failureAnswer(engine: Engine, request: IncomingMessage, error: unknown): Answer {
  if (error instanceof AppError) return errorAnswer(error.code === 'bad-request' ? 400 : 404, error)
  engine.log.bug(`bulk ${request.url}`, error)
  return { status: 500, headers: {}, body: null }
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw new AppError('bad-request')
  }
}

function sizeOf(text: string | undefined): PreviewSize {
  const size = previewSizes.find((known) => known === text)
  if (!size) throw new AppError('bad-request')
  return size
}

function indexOf(text: string | undefined): number {
  if (!text || !/^\d{1,9}$/.test(text)) throw new AppError('bad-request')
  return Number(text)
}

function isClosedEarly(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
}

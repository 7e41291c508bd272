import { request as httpRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import type { EngineLink } from '../../engine/engine-link.ts'
import { headersForEngine, headersForPage, MAX_BULK_BODY_BYTES } from '../page/bulk-headers.ts'
import { pageHeaders } from '../page/page-headers.ts'
import type { RendererFile } from '../page/renderer-files.ts'
import { isOurPage } from './page-address.ts'

/** Answers `image-space://app/…`: files of the renderer, and bulk bytes by id from the engine. Never a path. */
export function createPageHandler(
  files: ReadonlyMap<string, RendererFile>,
  engine: Pick<EngineLink, 'current'>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    if (!isOurPage(request.url)) return new Response(null, { status: 403, headers: pageHeaders })
    const url = new URL(request.url)
    if (url.pathname.startsWith('/bulk/')) return fetchBulk(engine, request, url.pathname + url.search)
    const file = request.method === 'GET' ? files.get(url.pathname) : undefined
    if (!file) return new Response(null, { status: 404, headers: pageHeaders })
    return new Response(file.bytes, { headers: { ...file.headers, ...pageHeaders } })
  }
}

async function fetchBulk(
  engine: Pick<EngineLink, 'current'>,
  request: Request,
  path: string,
): Promise<Response> {
  const body = request.body === null ? null : Buffer.from(await request.arrayBuffer())
  if (body && body.byteLength > MAX_BULK_BODY_BYTES)
    return new Response(null, { status: 413, headers: pageHeaders })
  let answer: IncomingMessage
  try {
    const { address } = await engine.current()
    answer = await askEngine(address, request, path, body)
  } catch {
    // The engine is away; the page hears of it by its port and asks again when it is back.
    return new Response(null, { status: 503, headers: pageHeaders })
  }
  const status = answer.statusCode ?? 502
  const empty = status === 304 || status === 204
  if (empty) answer.resume()
  const headers = headersForPage(answer.headers)
  // Node's own web stream, which Response takes; the two declarations of it differ in name only.
  return new Response(empty ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>), {
    status,
    headers,
  })
}

function askEngine(
  address: string,
  request: Request,
  path: string,
  body: Buffer | null,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = headersForEngine((name) => request.headers.get(name))
    const onward = httpRequest({
      socketPath: address,
      path,
      method: request.method,
      headers,
      signal: request.signal,
    })
    onward.on('response', resolve)
    onward.on('error', reject)
    onward.end(body ?? undefined)
  })
}

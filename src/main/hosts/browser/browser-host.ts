import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { AppError } from '../../../shared/errors.ts'
import { OPEN_LIBRARY_PATH } from '../../../shared/ipc/open-library.ts'
import { linkLibrary } from '../library/link-library.ts'
import type { LibraryLink } from '../library/link-library.ts'
import { pageHeaders } from '../page/page-headers.ts'
import { loadRendererFiles } from '../page/renderer-files.ts'
import type { RendererFile } from '../page/renderer-files.ts'
import { createAccess } from './access.ts'
import type { Access } from './access.ts'
import { forwardBulk, forwardCalls } from './forward.ts'
import { closedPage } from './closed-page.ts'
import { answerOpenLibrary } from './open-library.ts'

export interface BrowserHost {
  /** To be opened in a browser; works once. */
  readonly url: string
  close(): Promise<void>
}

/**
 * Shows the app in a normal browser, on this machine only.
 * @param options.port 0 for any free one
 * @throws AppError when the library cannot be opened
 */
export async function openBrowserHost(options: {
  libraryPath: string
  rendererRoot: string
  port: number
}): Promise<BrowserHost> {
  const files = loadRendererFiles(options.rendererRoot)
  const server = createServer({ maxHeaderSize: 16 * 1024 })
  const access = createAccess(await listenOnLoopback(server, options.port))
  const library = linkLibrary(options.libraryPath)
  try {
    await library.current()
  } catch (error) {
    server.close()
    throw error
  }
  server.on('request', (request, response) => answer({ files, library, access }, request, response))
  server.on('upgrade', (request, socket, head) => void upgrade({ library, access }, request, socket, head))
  return {
    url: access.firstAddress,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
      await library.close()
    },
  }
}

interface Parts {
  files: ReadonlyMap<string, RendererFile>
  library: LibraryLink
  access: Access
}

function answer(parts: Parts, request: IncomingMessage, response: ServerResponse): void {
  const { access, library, files } = parts
  // Joined, not resolved: an address such as //other.example/ is a path here like any other.
  const url = URL.parse(`http://host${request.url ?? ''}`)
  const refusal = access.refusal(request)
  if (url === null || refusal === 'wrong host' || refusal === 'wrong origin') return refuse(response)

  const token = url.searchParams.get('token')
  if (token !== null && request.method === 'GET' && url.pathname === '/')
    return enter(access, token, refusal, response)
  if (refusal === 'no session') return refuse(response)

  if (url.pathname.startsWith('/bulk/')) {
    library.current().then(
      ({ address }) => forwardBulk(address, request, response),
      () => response.writeHead(503, pageHeaders).end(),
    )
    return
  }
  if (url.pathname === OPEN_LIBRARY_PATH && request.method === 'POST') {
    void answerOpenLibrary(library, request, response)
    return
  }
  const file = files.get(url.pathname)
  if (!file || (request.method !== 'GET' && request.method !== 'HEAD')) {
    response.writeHead(404, pageHeaders).end()
    return
  }
  sendFile(file, request, response)
}

/** Exchanges the token for the cookie and goes on to the clean address, so that no history keeps the token. */
function enter(access: Access, token: string, refusal: string | null, response: ServerResponse): void {
  const cookie = access.exchange(token)
  if (cookie === null && refusal !== null) return refuse(response)
  response
    .writeHead(303, { ...pageHeaders, location: '/', ...(cookie === null ? {} : { 'set-cookie': cookie }) })
    .end()
}

function refuse(response: ServerResponse): void {
  response.writeHead(403, { ...pageHeaders, 'content-type': 'text/html; charset=utf-8' }).end(closedPage)
}

function sendFile(file: RendererFile, request: IncomingMessage, response: ServerResponse): void {
  const unchanged = request.headers['if-none-match'] === file.headers.etag
  response.writeHead(unchanged ? 304 : 200, { ...file.headers, ...pageHeaders })
  response.end(unchanged || request.method === 'HEAD' ? undefined : file.bytes)
}

async function upgrade(
  { library, access }: Pick<Parts, 'library' | 'access'>,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): Promise<void> {
  socket.on('error', () => socket.destroy())
  if (request.url !== '/rpc' || access.refusal(request) !== null) {
    socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
    return
  }
  try {
    forwardCalls(await library.current(), request, socket, head)
  } catch {
    socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n')
  }
}

/** @returns the port */
async function listenOnLoopback(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(new AppError('port-in-use', { port }, { cause })))
    server.listen(port, '127.0.0.1', resolve)
  })
  // A server that listens on a port has an address of this form.
  return (server.address() as AddressInfo).port
}

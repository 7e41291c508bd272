import { request as httpRequest } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import type { EngineConnection } from '../../engine/engine-connection.ts'
import { headersForEngine, headersForPage, MAX_BULK_BODY_BYTES } from '../page/bulk-headers.ts'
import { pageHeaders } from '../page/page-headers.ts'

/** Passes a request for bulk bytes on to the engine, and its answer back as it comes. */
export function forwardBulk(engineAddress: string, request: IncomingMessage, response: ServerResponse): void {
  if (
    Number(request.headers['content-length'] ?? 0) > MAX_BULK_BODY_BYTES ||
    request.headers['transfer-encoding']
  ) {
    response.writeHead(413, pageHeaders).end()
    return
  }
  const headers = headersForEngine((name) => request.headers[name]?.toString())
  const onward = httpRequest({
    socketPath: engineAddress,
    method: request.method,
    path: request.url,
    headers,
  })
  onward.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, headersForPage(answer.headers))
    answer.pipe(response)
    answer.on('error', () => response.destroy())
  })
  onward.on('error', () => {
    if (response.headersSent) response.destroy()
    else response.writeHead(503, pageHeaders).end()
  })
  response.on('close', () => onward.destroy())
  request.pipe(onward)
}

/** Joins the page's WebSocket with the engine's, byte for byte, as long as the host itself holds the engine. */
export function forwardCalls(
  engine: Pick<EngineConnection, 'address' | 'closed'>,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const onward = connect(engine.address)
  void engine.closed.then(() => onward.destroy())
  onward.on('connect', () => {
    onward.write(
      [
        'GET /rpc HTTP/1.1',
        'Host: engine',
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${request.headers['sec-websocket-key'] ?? ''}`,
        '\r\n',
      ].join('\r\n'),
    )
    onward.write(head)
    socket.pipe(onward).pipe(socket)
  })
  // Either side's end, clean or not, is the end of the other.
  for (const [one, other] of [
    [socket, onward],
    [onward, socket],
  ] as const) {
    one.on('error', () => other.destroy())
    one.on('close', () => other.destroy())
  }
}

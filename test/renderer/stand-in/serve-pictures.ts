import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Picture } from './pictures.ts'

/**
 * Answers the picture addresses of bulk.ts for a synthetic library, in which slot n shows picture n modulo their
 * number. True when the address was one of them.
 */
export async function servePictures(
  pictures: readonly Picture[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const path = new URL(request.url ?? '/', 'http://host').pathname.replace('/bulk/', '')
  const of = (slot: number) => pictures[slot % pictures.length]!
  if (path === 'pictures.json') {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(pictures.map(({ width, height, colour }) => ({ width, height, colour }))))
    return true
  }
  if (path === 'previews/grid' && request.method === 'POST') {
    response.setHeader('content-type', 'application/octet-stream')
    response.end(packPreviews(await slotsIn(request), (slot) => of(slot).grid))
    return true
  }
  const single = /^(?:preview|card\/[^/]+)\/(grid|screen|full)\/(\d+)$/.exec(path)
  if (!single) return false
  const picture = of(Number(single[2]))
  response.setHeader('content-type', single[1] === 'grid' ? 'image/webp' : 'image/jpeg')
  response.setHeader('cache-control', 'private, max-age=31536000, immutable')
  response.end(single[1] === 'grid' ? picture.grid : picture.screen)
  return true
}

async function slotsIn(request: IncomingMessage): Promise<Uint32Array> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = new Uint8Array(Buffer.concat(chunks))
  return new Uint32Array(body.buffer, 0, Math.floor(body.byteLength / 4))
}

function packPreviews(slots: Uint32Array, bytesOf: (slot: number) => Buffer): Buffer {
  const parts: Buffer[] = []
  for (const slot of slots) {
    const bytes = bytesOf(slot)
    const head = Buffer.alloc(8)
    head.writeUInt32LE(slot, 0)
    head.writeUInt32LE(bytes.length, 4)
    parts.push(head, bytes)
  }
  return Buffer.concat(parts)
}

import type { Readable } from 'node:stream'
import { AppError } from '../../../shared/errors.ts'

/**
 * The whole of a small body. What goes beyond is read but not kept, so that the sender hears the answer.
 * @throws AppError bad-request beyond so many bytes
 */
export async function readBody(stream: Readable, maxBytes: number): Promise<Uint8Array> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of stream as AsyncIterable<Buffer>) {
    bytes += part.byteLength
    if (bytes <= maxBytes) parts.push(part)
    else parts.length = 0
  }
  if (bytes > maxBytes) throw new AppError('bad-request')
  return Buffer.concat(parts)
}

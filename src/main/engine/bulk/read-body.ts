import type { Readable } from 'node:stream'
import { AppError } from '../../../shared/errors.ts'

/** @throws AppError bad-request beyond so many bytes, without reading on. */
export async function readBody(stream: Readable, maxBytes: number): Promise<Uint8Array> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of stream as AsyncIterable<Buffer>) {
    bytes += part.byteLength
    if (bytes > maxBytes) throw new AppError('bad-request')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

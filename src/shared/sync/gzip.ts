import type { Bytes } from '../crypto/bytes.ts'
import { concat } from '../crypto/bytes.ts'

// The part of the Compression Streams that a batch needs. Node, browsers and workers all have it; no library of types
// says so for all of them. Source: https://compression.spec.whatwg.org/
interface ByteStreams {
  readonly writable: {
    getWriter(): { write(bytes: Uint8Array): Promise<void>; close(): Promise<void> }
  }
  readonly readable: {
    getReader(): {
      read(): Promise<{ done: false; value: Uint8Array } | { done: true; value?: undefined }>
      cancel(): Promise<void>
    }
  }
}
declare const CompressionStream: new (format: 'gzip') => ByteStreams
declare const DecompressionStream: new (format: 'gzip') => ByteStreams

/** One gzip member, RFC 1952. */
export function gzip(bytes: Uint8Array): Promise<Bytes> {
  return through(new CompressionStream('gzip'), bytes, Infinity)
}

/**
 * Unpacks piece by piece, so that of what unpacks to more than the limit hardly more than the limit is ever in memory.
 * @throws RangeError when it unpacks to more than the limit; TypeError when it is not exactly one gzip member
 */
export function gunzip(packed: Uint8Array, limit: number): Promise<Bytes> {
  return through(new DecompressionStream('gzip'), packed, limit)
}

async function through(
  { writable, readable }: ByteStreams,
  bytes: Uint8Array,
  limit: number,
): Promise<Bytes> {
  const writer = writable.getWriter()
  const reader = readable.getReader()
  const writing = writer.write(bytes).then(() => writer.close())
  // What goes wrong is told by the reader too, and nobody waits for a writer whose reader has gone.
  writing.catch(() => undefined)
  const pieces = await readAll(reader, limit)
  await writing
  return concat(...pieces)
}

async function readAll(
  reader: ReturnType<ByteStreams['readable']['getReader']>,
  limit: number,
): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return pieces
    length += value.length
    if (length > limit) {
      await reader.cancel()
      throw new RangeError(`unpacks to more than ${limit} bytes`)
    }
    pieces.push(value)
  }
}

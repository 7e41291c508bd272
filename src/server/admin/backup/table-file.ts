import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline as pipe } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type { ContentSum } from './rows.ts'
import { LineSum } from './rows.ts'

const LINE_FEED = 10
/** Bytes unpacked at once; their lines are put into the database together. */
const AT_ONCE = 256 * 1024

export function fileOfTable(folder: string, table: string): string {
  return join(folder, `${table}.ndjson.gz`)
}

/** Writes lines into a new file, compressed, durable when it resolves. */
export async function writeTableFile(
  path: string,
  pages: AsyncIterable<readonly string[]>,
): Promise<ContentSum> {
  const sum = new LineSum()
  const bytes = async function* () {
    for await (const lines of pages) yield sum.add(lines)
  }
  await pipeline(bytes, createGzip(), createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }))
  return sum.sum()
}

/** @throws what the disk or the unpacking says: a damaged file throws at the latest at its end, or has another sum */
export async function* readTableFile(path: string): AsyncGenerator<string[]> {
  const unpacked = createGunzip({ chunkSize: AT_ONCE })
  // What goes wrong comes out of the iteration.
  pipe(createReadStream(path), unpacked, () => undefined)
  let begun = Buffer.alloc(0)
  for await (const chunk of unpacked as AsyncIterable<Buffer>) {
    const end = chunk.lastIndexOf(LINE_FEED) + 1
    if (end > 0)
      yield Buffer.concat([begun, chunk.subarray(0, end - 1)])
        .toString('utf8')
        .split('\n')
    begun = Buffer.concat(end > 0 ? [chunk.subarray(end)] : [begun, chunk])
  }
  if (begun.length > 0) throw new Error('the last line is cut')
}

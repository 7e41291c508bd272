/** Gives up to `length` bytes at `offset`: fewer at the end of the file, none where nothing can be read. */
export type ReadAt = (offset: number, length: number) => Promise<Uint8Array>

/** Enough for every real file; a hostile one that asks for more is answered as if it ended. */
const MAX_READS = 300
const MAX_BYTES = 32 * 1024 * 1024
const READ_AHEAD = 4096

/**
 * Random access to a file whose first bytes are known already. Every answer is bounds-checked: what lies outside the
 * file is null, never an error, so that walkers of hostile files need no try and cannot loop for long.
 */
export class ByteSource {
  readonly size: number
  readonly #readAt: ReadAt
  readonly #head: Uint8Array
  #chunk: Uint8Array
  #chunkAt = 0
  #reads = 0
  #bytes = 0

  constructor(head: Uint8Array, size: number, readAt: ReadAt) {
    this.size = size
    this.#head = head
    this.#chunk = head
    this.#readAt = readAt
  }

  /** Exactly these bytes, or null when the file does not have them all. */
  async view(offset: number, length: number): Promise<DataView | null> {
    const inside = Number.isSafeInteger(offset) && offset >= 0 && length >= 0 && offset + length <= this.size
    if (!inside) return null
    return this.inMemory(offset, length) ?? (await this.#read(offset, length))
  }

  /** These bytes if they were read already. Null says nothing about the file: ask `view` then. */
  inMemory(offset: number, length: number): DataView | null {
    return slice(this.#head, 0, offset, length) ?? slice(this.#chunk, this.#chunkAt, offset, length)
  }

  async #read(offset: number, length: number): Promise<DataView | null> {
    const wanted = Math.min(Math.max(length, READ_AHEAD), this.size - offset)
    this.#reads += 1
    this.#bytes += wanted
    if (this.#reads > MAX_READS || this.#bytes > MAX_BYTES) return null
    this.#chunk = await this.#readAt(offset, wanted)
    this.#chunkAt = offset
    return slice(this.#chunk, offset, offset, length)
  }
}

function slice(bytes: Uint8Array, bytesAt: number, offset: number, length: number): DataView | null {
  const from = offset - bytesAt
  if (from < 0 || from + length > bytes.length) return null
  return new DataView(bytes.buffer, bytes.byteOffset + from, length)
}

/** The bytes of a view as text, one character per byte. */
export function latin1(view: DataView, at = 0, length = view.byteLength - at): string {
  let text = ''
  for (let i = at; i < Math.min(at + length, view.byteLength); i++) {
    text += String.fromCharCode(view.getUint8(i))
  }
  return text
}

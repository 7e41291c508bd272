import createLibHeif from 'libheif-js/libheif-wasm/libheif-bundle.mjs'
import { AppError } from '../../../shared/errors.ts'
import { checkPixels, type Pixels } from './pixels.ts'

/** The part of libheif's C interface that is used here; pointers are numbers. */
interface LibHeif {
  HEAPU8: Uint8Array
  _malloc(bytes: number): number
  _free(at: number): void
  _heif_context_alloc(): number
  _heif_context_free(context: number): void
  _heif_context_read_from_memory_without_copy(
    error: number,
    context: number,
    at: number,
    bytes: number,
    options: number,
  ): void
  _heif_context_get_primary_image_handle(error: number, context: number, out: number): void
  _heif_image_handle_get_list_of_thumbnail_IDs(handle: number, out: number, count: number): number
  _heif_image_handle_get_thumbnail(error: number, handle: number, id: number, out: number): void
  _heif_image_handle_get_width(handle: number): number
  _heif_image_handle_get_height(handle: number): number
  _heif_image_handle_get_raw_color_profile_size(handle: number): number
  _heif_image_handle_get_raw_color_profile(error: number, handle: number, out: number): void
  _heif_image_handle_release(handle: number): void
  _heif_decode_image(
    error: number,
    handle: number,
    out: number,
    colourSpace: number,
    chroma: number,
    options: number,
  ): void
  _heif_image_get_width(image: number, channel: number): number
  _heif_image_get_height(image: number, channel: number): number
  _heif_image_get_plane_readonly(image: number, channel: number, stride: number): number
  _heif_image_release(image: number): void
}

const COLOUR_SPACE_RGB = 1
const CHROMA_INTERLEAVED_RGB = 10
const CHANNEL_INTERLEAVED = 10

// The package types none of the C functions for this entry; the interface above names those that are called.
const loaded: { heif: LibHeif | null } = { heif: null }
const library = (): LibHeif => (loaded.heif ??= createLibHeif() as LibHeif)

/**
 * The main picture of a HEIC or HEIF file, or its thumbnail (the main one where there is none), turned as the file
 * says.
 */
export function heifPixels(file: Uint8Array, thumbnail: boolean): Pixels {
  const heif = library()
  const memory = new Memory(heif)
  const context = heif._heif_context_alloc()
  try {
    const at = memory.take(file.length)
    heif.HEAPU8.set(file, at)
    memory.call((error) => {
      heif._heif_context_read_from_memory_without_copy(error, context, at, file.length, 0)
    })
    const main = memory.out((error, out) => {
      heif._heif_context_get_primary_image_handle(error, context, out)
    })
    const chosen = thumbnail ? thumbnailOf(heif, memory, main) : main
    const pixels = decode(heif, memory, chosen, main)
    if (chosen !== main) heif._heif_image_handle_release(chosen)
    heif._heif_image_handle_release(main)
    return pixels
  } finally {
    heif._heif_context_free(context)
    memory.free()
  }
}

function thumbnailOf(heif: LibHeif, memory: Memory, main: number): number {
  const ids = memory.take(4)
  if (heif._heif_image_handle_get_list_of_thumbnail_IDs(main, ids, 1) < 1) return main
  return memory.out((error, out) => {
    heif._heif_image_handle_get_thumbnail(error, main, memory.read(ids), out)
  })
}

function decode(heif: LibHeif, memory: Memory, handle: number, main: number): Pixels {
  checkPixels(heif._heif_image_handle_get_width(handle), heif._heif_image_handle_get_height(handle))
  const image = memory.out((error, out) => {
    heif._heif_decode_image(error, handle, out, COLOUR_SPACE_RGB, CHROMA_INTERLEAVED_RGB, 0)
  })
  try {
    const width = heif._heif_image_get_width(image, CHANNEL_INTERLEAVED)
    const height = heif._heif_image_get_height(image, CHANNEL_INTERLEAVED)
    const strideAt = memory.take(4)
    const plane = heif._heif_image_get_plane_readonly(image, CHANNEL_INTERLEAVED, strideAt)
    const stride = memory.read(strideAt)
    const data = new Uint8Array(width * height * 3)
    for (let y = 0; y < height; y++) {
      const row = plane + y * stride
      data.set(heif.HEAPU8.subarray(row, row + width * 3), y * width * 3)
    }
    return {
      data,
      width,
      height,
      channels: 3,
      icc: profile(heif, memory, handle) ?? profile(heif, memory, main),
    }
  } finally {
    heif._heif_image_release(image)
  }
}

function profile(heif: LibHeif, memory: Memory, handle: number): Uint8Array | null {
  const bytes = heif._heif_image_handle_get_raw_color_profile_size(handle)
  if (bytes < 128 || bytes > 4_000_000) return null
  const at = memory.take(bytes)
  memory.call((error) => {
    heif._heif_image_handle_get_raw_color_profile(error, handle, at)
  })
  return heif.HEAPU8.slice(at, at + bytes)
}

/** Memory taken inside the library for one decode, and the reading of its results. */
class Memory {
  readonly #heif: LibHeif
  readonly #taken: number[] = []

  constructor(heif: LibHeif) {
    this.#heif = heif
  }

  take(bytes: number): number {
    const at = this.#heif._malloc(bytes)
    if (at === 0) throw new AppError('cannot-decode', { bytes })
    this.#taken.push(at)
    return at
  }

  /** The memory may have moved since the last call, so its view is made anew. */
  read(at: number): number {
    const { buffer } = this.#heif.HEAPU8
    return new DataView(buffer).getUint32(at, true)
  }

  /** Calls a function that returns a `heif_error`: code, subcode and message, of which the code is 0 for success. */
  call(run: (error: number) => void): void {
    const error = this.take(12)
    run(error)
    if (this.read(error) !== 0) throw new AppError('cannot-decode', { format: 'HEIC' })
  }

  out(run: (error: number, out: number) => void): number {
    const out = this.take(4)
    this.call((error) => {
      run(error, out)
    })
    return this.read(out)
  }

  free(): void {
    for (const at of this.#taken) this.#heif._free(at)
  }
}

import { readFileSync } from 'node:fs'
import createLibRaw from 'libraw-wasm/dist/libraw.js'
import { AppError } from '../../../shared/errors.ts'
import { checkPixels, type Pixels } from './pixels.ts'

/** LibRaw's class as the WebAssembly build has it: one file at a time, calls that block. */
interface LibRaw {
  open(file: Uint8Array, settings: Record<string, unknown>): void
  metadata(full: boolean): { width?: number; height?: number } | undefined
  imageData(): { data: Uint8Array; width: number; height: number; colors: number; bits: number } | undefined
  delete(): void
}
interface LibRawModule {
  LibRaw: new () => LibRaw
}

/** As the camera set it: its white balance and matrix, to sRGB, AHD. */
const SETTINGS = { useCameraWb: true, outputColor: 1, outputBps: 8, userQual: 3 }

/** Where the file has fewer bytes than one for 24 pixels, its RAW data is cut off and would come out as noise. */
const MOST_PIXELS_PER_BYTE = 24

let library: Promise<LibRawModule> | null = null

/** Develops RAW data. LibRaw turns it upright. @throws AppError cannot-decode when the build cannot read it */
export async function rawPixels(file: Uint8Array): Promise<Pixels> {
  library ??= load()
  const { LibRaw } = await library
  const raw = new LibRaw()
  try {
    raw.open(file, SETTINGS)
    const size = raw.metadata(false)
    const [width, height] = [size?.width ?? 0, size?.height ?? 0]
    checkPixels(width, height)
    if (file.length * MOST_PIXELS_PER_BYTE < width * height) throw new AppError('cannot-decode')
    const image = raw.imageData()
    if (!image || image.bits !== 8 || image.colors !== 3) throw new AppError('cannot-decode')
    return { data: image.data.slice(), width: image.width, height: image.height, channels: 3, icc: null }
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('cannot-decode', {}, { cause: error })
  } finally {
    raw.delete()
  }
}

async function load(): Promise<LibRawModule> {
  const wasmBinary = readFileSync(new URL(import.meta.resolve('libraw-wasm/dist/libraw.wasm')))
  // The package types only its browser front; this is the module behind it.
  return (await createLibRaw({ wasmBinary })) as LibRawModule
}

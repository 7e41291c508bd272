import { readFileSync } from 'node:fs'
import { initSync, JxlImage } from 'jxl-oxide-wasm'
import { AppError } from '../../../shared/errors.ts'
import { checkPixels } from './pixels.ts'

let ready = false

/** A JPEG XL picture as PNG in sRGB, turned as the file says. */
export function jxlAsPng(file: Uint8Array): Uint8Array {
  if (!ready) initSync({ module: readFileSync(new URL(import.meta.resolve('jxl-oxide-wasm/module.wasm'))) })
  ready = true
  const image = new JxlImage()
  try {
    image.forceSrgb = true
    image.feedBytes(file)
    if (!image.tryInit()) throw new AppError('cannot-decode', { format: 'JXL' })
    checkPixels(image.width ?? 0, image.height ?? 0)
    return image.render().encodeToPng()
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('cannot-decode', { format: 'JXL' }, { cause: error })
  } finally {
    image.free()
  }
}

import { initializeCanvas, readPsd } from 'ag-psd'
import { AppError } from '../../../shared/errors.ts'
import { checkPixels, type Pixels } from './pixels.ts'

/** The library wants a canvas for what is not read here, and a browser's kind of buffer for what is. */
initializeCanvas(
  () => {
    throw new AppError('cannot-decode', { format: 'PSD' })
  },
  (width, height) => ({
    width,
    height,
    data: new Uint8ClampedArray(width * height * 4),
    colorSpace: 'srgb',
  }),
)

/** The composite picture that Photoshop keeps in a file for other programs. */
export function psdPixels(file: Uint8Array): Pixels {
  const head = new DataView(file.buffer, file.byteOffset, file.byteLength)
  if (file.length < 26) throw new AppError('cannot-decode', { format: 'PSD' })
  checkPixels(head.getUint32(18), head.getUint32(14))
  try {
    const { width, height, imageData } = readPsd(file, {
      skipLayerImageData: true,
      skipThumbnail: true,
      skipLinkedFilesData: true,
      useImageData: true,
    })
    if (!(imageData?.data instanceof Uint8ClampedArray) && !(imageData?.data instanceof Uint8Array)) {
      throw new AppError('cannot-decode', { format: 'PSD' })
    }
    return { data: new Uint8Array(imageData.data.buffer), width, height, channels: 4, icc: null }
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('cannot-decode', { format: 'PSD' }, { cause: error })
  }
}

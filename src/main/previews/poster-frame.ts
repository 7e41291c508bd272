import { AppError } from '../../shared/errors.ts'
import { sniffFormat } from '../formats/sniff.ts'
import type { DecoderPool } from './decoding/decoder-pool.ts'
import type { Made } from './make-pictures.ts'

const ACCEPTED = ['JPEG', 'PNG', 'WEBP', 'Extended WEBP']

/** Grid and screen previews of a frame that a player drew. */
export async function posterFrame(pool: DecoderPool, bytes: Uint8Array): Promise<Made> {
  const format = sniffFormat(bytes, '')
  if (!format || !ACCEPTED.includes(format)) throw new AppError('cannot-decode')
  const decoded = await pool.decode(
    {
      path: '',
      bytes,
      format,
      range: null,
      thumbnail: false,
      lenient: false,
      orientation: 1,
      mainWidth: 0,
      mainHeight: 0,
      adobeRgb: false,
      sizes: ['screen', 'grid'],
    },
    'now',
  )
  return { ...decoded, draft: false }
}

/**
 * A decoder: a process of its own, so that a file that crashes, fills or stalls a decoder takes nothing else with it.
 * It is started with the right to read files only, works on one call at a time and ends with the engine.
 */
import { Worker } from 'node:worker_threads'
import { extname } from 'node:path'
import sharp from 'sharp'
import { AppError, type ErrorNotice } from '../../../shared/errors.ts'
import { countValues } from './count-values.ts'
import { decode } from './decode.ts'
import type { DecoderCall, DecoderReply } from './protocol.ts'

sharp.concurrency(1)
sharp.cache(false)
sharp.block({ operation: ['VipsForeignLoadSvg', 'VipsForeignLoadPdf', 'VipsForeignLoadMagick'] })

new Worker(new URL(`./memory-watch${extname(import.meta.filename)}`, import.meta.url)).unref()

process.on('message', (call: DecoderCall) => {
  void answer(call).then((reply) => process.send?.(reply))
})
process.on('disconnect', () => {
  process.exit(0)
})

async function answer(call: DecoderCall): Promise<DecoderReply> {
  try {
    if ('decode' in call) return { id: call.id, decoded: await decode(call.decode) }
    return { id: call.id, counted: await countValues(call.histogram.picture) }
  } catch (error) {
    return { id: call.id, error: notice(error) }
  }
}

/** A bug in a decoder, ours or a library's, is a file that cannot be decoded. */
function notice(error: unknown): ErrorNotice {
  if (error instanceof AppError) return { code: error.code, params: error.params }
  const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
  if (missing) return { code: 'file-missing', params: {} }
  return { code: 'cannot-decode', params: { reason: error instanceof Error ? error.message : String(error) } }
}

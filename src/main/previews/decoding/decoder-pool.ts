import { AppError } from '../../../shared/errors.ts'
import { Decoder, MOST_MS } from './decoder.ts'
import type { DecodeRequest, DecodeResult, DecoderCall, DecoderReply } from './protocol.ts'

/** What someone looks at comes first, then what will be looked at next, then the rest. */
export type Urgency = 'now' | 'next' | 'idle'
const ORDER: readonly Urgency[] = ['now', 'next', 'idle']

interface Waiting {
  call: DecoderCall
  urgency: Urgency
  resolve: (reply: DecoderReply) => void
  reject: (error: Error) => void
  deaths: number
}

/**
 * Hands files to decoder processes, the most urgent first. A decoder that dies or takes too long is replaced; the
 * file it had gets one more try if it died, none if it stalled.
 */
export class DecoderPool {
  readonly #decoders: Decoder[]
  readonly #waiting: Waiting[] = []
  #nextId = 1
  #closed = false

  constructor(processes: number) {
    this.#decoders = Array.from({ length: processes }, () => new Decoder())
  }

  /** @throws AppError cannot-decode, decode-too-large, decode-timeout, read-failed, file-missing */
  async decode(request: DecodeRequest, urgency: Urgency): Promise<DecodeResult> {
    const reply = await this.#call({ id: this.#nextId++, decode: request }, urgency)
    if ('decoded' in reply) return reply.decoded
    throw failure(reply)
  }

  async histogram(picture: Uint8Array, urgency: Urgency): Promise<number[][]> {
    const reply = await this.#call({ id: this.#nextId++, histogram: { picture } }, urgency)
    if ('counted' in reply) return reply.counted
    throw failure(reply)
  }

  close(): void {
    this.#closed = true
    for (const waiting of this.#waiting.splice(0)) waiting.reject(new AppError('engine-stopped'))
    for (const decoder of this.#decoders) decoder.stop()
  }

  #call(call: DecoderCall, urgency: Urgency): Promise<DecoderReply> {
    if (this.#closed) return Promise.reject(new AppError('engine-stopped'))
    return new Promise((resolve, reject) => {
      this.#waiting.push({ call, urgency, resolve, reject, deaths: 0 })
      this.#next()
    })
  }

  #next(): void {
    const free = this.#decoders.find((decoder) => !decoder.busy)
    const waiting = free && this.#take()
    if (!free || !waiting) return
    void this.#run(free, waiting).then(() => {
      this.#next()
    })
    this.#next()
  }

  #take(): Waiting | undefined {
    for (const urgency of ORDER) {
      const at = this.#waiting.findIndex((waiting) => waiting.urgency === urgency)
      if (at >= 0) return this.#waiting.splice(at, 1)[0]
    }
    return undefined
  }

  async #run(decoder: Decoder, waiting: Waiting): Promise<void> {
    const end = await decoder.call(waiting.call)
    if (typeof end !== 'string') waiting.resolve(end)
    else if (this.#closed) waiting.reject(new AppError('engine-stopped'))
    else if (end === 'timeout') waiting.reject(new AppError('decode-timeout', { seconds: MOST_MS / 1000 }))
    else if (end === 'memory') waiting.reject(tooLarge(waiting.call))
    else if (waiting.deaths === 0) this.#waiting.unshift({ ...waiting, deaths: 1 })
    else waiting.reject(new AppError('cannot-decode', { deaths: waiting.deaths + 1 }))
  }
}

function tooLarge(call: DecoderCall): AppError {
  const { mainWidth: width, mainHeight: height } =
    'decode' in call ? call.decode : { mainWidth: 0, mainHeight: 0 }
  return width > 0 ? new AppError('decode-too-large', { width, height }) : new AppError('cannot-decode')
}

function failure(reply: DecoderReply): AppError {
  return 'error' in reply ? new AppError(reply.error.code, reply.error.params) : new AppError('cannot-decode')
}

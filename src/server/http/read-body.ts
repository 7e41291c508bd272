import type { IncomingMessage } from 'node:http'
import { Refusal } from '../../shared/space/refusal.ts'

/** A body that takes longer comes from nobody who means it. Milliseconds. */
const PATIENCE = 30_000

/** A whole body in memory. @param limit bytes @throws Refusal when it is too long, too slow or cut */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  const parts: Buffer[] = []
  let length = 0
  const refuse = (refusal: Refusal) => {
    clearTimeout(timer)
    request.pause()
    reject(refusal)
  }
  const timer = setTimeout(
    () => refuse(new Refusal('bad-input', 'The body took too long. Nothing was changed.')),
    PATIENCE,
  )
  request.on('data', (part: Buffer) => {
    length += part.length
    if (length > limit) refuse(new Refusal('too-long', `The body has more than ${limit} bytes.`))
    else parts.push(part)
  })
  request.on('end', () => {
    clearTimeout(timer)
    resolve(Buffer.concat(parts))
  })
  request.on('close', () => {
    clearTimeout(timer)
    reject(new Refusal('bad-input', 'The body was cut. Nothing was changed.'))
  })
  return promise
}

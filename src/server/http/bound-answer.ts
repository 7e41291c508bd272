import { createHash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { bindAnswer, bindingKeyOf } from '../../shared/crypto/response-binding.ts'
import type { ReceivedCall } from './received-call.ts'

/** Whose answer it is: the session's account, once there is a live session. */
export interface Bound {
  call: ReceivedCall
  account: Uint8Array
}

/** IS-Bind of an answer, base64url. @param content SHA-256 of what is bound */
export async function bindingOf(
  { call, account }: Bound,
  status: number,
  content: Uint8Array,
): Promise<string> {
  const { method, path, nonce, token } = call
  const key = await bindingKeyOf(token)
  const bound = await bindAnswer(key, { method, path, nonce, account, status, content })
  return Buffer.from(bound).toString('base64url')
}

/** Sends a whole answer; private ones bound, and none to be kept by anybody in between. */
export async function sendAnswer(
  reply: FastifyReply,
  status: number,
  type: string,
  body: Buffer,
  bound: Bound | null,
): Promise<void> {
  if (bound) {
    const content = createHash('sha256').update(body).digest()
    reply.header('is-bind', await bindingOf(bound, status, content))
  }
  await reply
    .code(status)
    .header('content-type', type)
    .header('cache-control', 'private, no-store')
    .header('vary', 'authorization, is-nonce')
    .send(body)
}

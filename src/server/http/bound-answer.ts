import { createHash, createHmac } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { encodeBound } from '../../shared/crypto/response-binding.ts'
import type { ReceivedCall } from './received-call.ts'

/** Whose answer it is: the session's account, once there is a live session. */
export interface Bound {
  call: ReceivedCall
  account: Uint8Array
}

/** IS-Bind of an answer, base64url: as the suite has it, by OpenSSL. @param content SHA-256 of what is bound */
export function bindingOf({ call, account }: Bound, status: number, content: Uint8Array): string {
  const { method, path, nonce, token } = call
  const key = createHmac('sha256', token).update('is1/bind').digest()
  return createHmac('sha256', key)
    .update(encodeBound({ method, path, nonce, account, status, content }))
    .digest('base64url')
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
    reply.header('is-bind', bindingOf(bound, status, content))
  }
  await reply
    .code(status)
    .header('content-type', type)
    .header('cache-control', 'private, no-store')
    .header('vary', 'authorization, is-nonce')
    .send(body)
}

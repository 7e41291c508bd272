import { requireCall } from '../../shared/crypto/call-signature.ts'
import { Refusal } from '../../shared/space/refusal.ts'
import type { Route } from '../../shared/space/route.ts'
import type { OpenSession } from '../store/store.ts'
import type { Access } from './access.ts'
import type { ReceivedCall } from './received-call.ts'

/** No, wrong, expired, revoked and foreign credentials are refused alike. */
export function notAccepted(): Refusal {
  return new Refusal('not-accepted', 'The credentials are not accepted. Sign in again.')
}

/**
 * The one place that decides whether a call may be answered with an account's bytes. Every route that serves any passes
 * it, within the transaction that the answer is read in.
 * @throws Refusal
 */
export function authorise(
  route: Pick<Route, 'rule' | 'method'>,
  session: OpenSession | null,
  call: ReceivedCall,
  origin: string,
): Access {
  if (route.rule === 'open') throw new Error('an open route serves no account')
  if (session === null) throw notAccepted()
  if (session.frozenFor !== null)
    throw new Refusal(
      'frozen',
      'This account is frozen until an operator has looked at it. Nothing is lost.',
      {
        incident: session.frozenFor.toString('hex'),
      },
    )
  if (route.rule !== 'unlock' && !session.certified)
    throw new Refusal('not-allowed', 'This computer is not certified yet.')
  if (route.rule === 'own-signed') requireSignature(session, call, origin)
  if (session.writesStopped && route.method !== 'GET' && route.method !== 'HEAD')
    throw new Refusal('stopped', 'Nothing can be written at present. Nothing was changed; try again later.', {
      retryAfter: 60_000,
    })
  return Object.freeze({ account: session.account, session: session.session, device: session.device })
}

function requireSignature({ device }: OpenSession, call: ReceivedCall, origin: string): void {
  const { method, path, nonce, bodyHash, signature } = call
  try {
    if (!signature) throw new Error('not signed')
    requireCall(device, { origin, method, path, nonce, body: bodyHash }, signature)
  } catch {
    throw new Refusal('not-allowed', 'This call must be signed by the key of the computer.')
  }
}

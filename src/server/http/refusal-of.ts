import { NotAuthentic } from '../../shared/crypto/web-crypto.ts'
import { Refusal } from '../../shared/space/refusal.ts'
import { DatabaseUnavailable } from '../store/store.ts'

/** What is told of whatever went wrong. Our own mistakes say nothing of what happened. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof NotAuthentic)
    return new Refusal('bad-input', 'What was sent is not authentic. Nothing was changed.')
  if (error instanceof DatabaseUnavailable)
    return new Refusal(
      'unavailable',
      'The server cannot reach its database. Nothing was changed; try again.',
      {
        retryAfter: 5_000,
      },
    )
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === '53100')
    return new Refusal('full', 'The disk of the server is full. What it has is kept; tell its operator.')
  if (code === 'FST_ERR_NOT_FOUND') return new Refusal('not-found', 'There is nothing at this address.')
  return new Refusal('failed', 'The server made a mistake. It is logged; nothing was acknowledged.')
}

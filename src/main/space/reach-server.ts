import { api } from '../../shared/space/api.ts'
import { BrokenAnswer } from '../../shared/space/client/connection.ts'
import type { Connection } from '../../shared/space/client/connection.ts'
import type { ReceivedAnswer, Send } from '../../shared/space/client/transport.ts'
import { refusalSchema } from '../../shared/space/refusal.ts'
import type { Answer } from '../../shared/space/route.ts'
import { AccountRefusal } from './account-refusal.ts'

/**
 * Sends to one server.
 * @throws AccountRefusal no-connection, not-an-image-space, unavailable; BrokenAnswer for an answer without an end
 */
export function sendTo(server: string, send: Send): Send {
  return async (request) => {
    const received = await send(request).catch((error: unknown) => {
      throw error instanceof BrokenAnswer ? error : noAnswer(server, error)
    })
    // Somebody else's words: a proxy's whose server is away.
    if (received.status >= 500 && received.header('is-bind') === null && !isRefusal(received))
      throw new AccountRefusal('unavailable')
    return received
  }
}

/**
 * Makes sure that an image space answers, under the address that logins will be signed for, before anything of the
 * user's is sent there.
 * @throws AccountRefusal not-an-image-space, other-address, no-connection
 */
export async function greet(connection: Connection): Promise<Answer<typeof api.server.describe>> {
  const server = connection.origin
  const described = await connection.ask(api.server.describe, {}).catch((error: unknown) => {
    if (error instanceof BrokenAnswer) throw new AccountRefusal('not-an-image-space', { server })
    throw error
  })
  if (described.origin !== server)
    throw new AccountRefusal('other-address', { server, origin: described.origin })
  return described
}

function noAnswer(server: string, error: unknown): AccountRefusal {
  // Fetch says what it was in the cause only.
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const isElsewhere = cause instanceof Error && cause.message === 'unexpected redirect'
  return isElsewhere
    ? new AccountRefusal('not-an-image-space', { server }, { cause: error })
    : new AccountRefusal('no-connection', { server, reason: reasonOf(cause) }, { cause: error })
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.message || ('code' in error ? String(error.code) : error.name)
}

function isRefusal({ body }: ReceivedAnswer): boolean {
  try {
    return refusalSchema.safeParse(JSON.parse(new TextDecoder().decode(body))).success
  } catch {
    return false
  }
}

import { api } from '../../shared/space/api.ts'
import { BrokenAnswer } from '../../shared/space/client/connection.ts'
import type { Connection } from '../../shared/space/client/connection.ts'
import type { ReceivedAnswer, Send } from '../../shared/space/client/transport.ts'
import { Refusal, refusalSchema } from '../../shared/space/refusal.ts'
import type { Answer } from '../../shared/space/route.ts'
import { AccountRefusal } from './account-refusal.ts'

/**
 * Sends to one server.
 * @throws AccountRefusal no-connection, not-an-image-space, unavailable; Refusal and BrokenAnswer for a refusal that is
 *   bound to nobody
 */
export function sendTo(server: string, send: Send): Send {
  return async (request) => {
    const received = await send(request).catch((error: unknown) => {
      throw noAnswer(server, error)
    })
    // Limits, a proxy in front of the server and a server in trouble refuse before anybody's session is known: there
    // is nothing to bind such a refusal with, and nothing of anybody in it.
    if (received.status >= 400 && received.header('is-bind') === null) throw refusalIn(received)
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

function refusalIn({ status, body }: ReceivedAnswer): Error {
  try {
    const { code, sentence, ...detail } = refusalSchema.parse(JSON.parse(new TextDecoder().decode(body)))
    return new Refusal(code, sentence, detail)
  } catch {
    // Somebody else's words: a proxy's whose server is away, or not an image space at all.
    return status >= 500 ? new AccountRefusal('unavailable') : new BrokenAnswer()
  }
}

import { z } from 'zod'
import { bindAnswer, bindingKeyOf } from '../../shared/crypto/response-binding.ts'
import { api } from '../../shared/space/api.ts'
import { base64url } from '../../shared/space/client/connection.ts'
import type { LibraryAccount } from '../space/library-account.ts'

/** The server shows every 20 s that it is there. After three times of silence it is not. */
const SILENCE_MS = 60_000
/** An event is short; whoever sends more without an end sends something else. */
const LONGEST_LINE = 10_000

/** A space has grown to this sequence; null: some news may have been missed. */
export type Poke = { space: string; sequence: number } | null

const grewSchema = z.object({ space: z.base64url(), sequence: z.int() })

/**
 * Listens to the server until the stream ends, is silent, or the signal aborts.
 * @param onOpen when it is known that the server listens to this session
 * @throws Error when there is no connection, or the answer is not of this session
 */
export async function followSpaceEvents(
  { tools, member }: LibraryAccount,
  signal: AbortSignal,
  on: { open(): void; poke(poke: Poke): void },
): Promise<void> {
  const silence = new AbortController()
  const timer = setTimeout(() => silence.abort(), SILENCE_MS)
  try {
    const { connection } = tools
    const { session } = member
    const { method, path } = api.trust.events
    const headers = connection.credentials(session)
    const answer = await fetch(`${connection.origin}${path}`, {
      ...{ method, headers, redirect: 'error', cache: 'no-store' },
      signal: AbortSignal.any([signal, silence.signal]),
    })
    const bound = await bindAnswer(await bindingKeyOf(session.token), {
      ...{ method, path, account: session.account, status: 200 },
      nonce: new Uint8Array(Buffer.from(headers['is-nonce'] ?? '', 'base64url')),
      content: new Uint8Array(32),
    })
    if (answer.status !== 200 || answer.headers.get('is-bind') !== base64url(bound) || !answer.body)
      throw new Error('not the events of this session')
    on.open()
    for await (const { event, data } of eventsIn(answer.body, () => timer.refresh())) {
      const grew = event === 'grew' ? grewSchema.safeParse(jsonOf(data)).data : null
      if (grew)
        on.poke({
          space: Buffer.from(grew.space, 'base64url').toString('hex'),
          sequence: grew.sequence,
        })
      else if (event === 'missed') on.poke(null)
    }
  } finally {
    clearTimeout(timer)
    silence.abort()
  }
}

/** Server-sent events (WHATWG HTML 9.2), as far as they have a name and one line of data. */
async function* eventsIn(
  body: AsyncIterable<Uint8Array>,
  onBytes: () => void,
): AsyncGenerator<{ event: string; data: string }> {
  const decoder = new TextDecoder()
  let rest = ''
  let event = ''
  let data = ''
  for await (const chunk of body) {
    onBytes()
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > LONGEST_LINE) throw new Error('a line of events has no end')
    for (const line of lines) {
      if (line.startsWith('event: ')) event = line.slice(7)
      else if (line.startsWith('data: ')) data = line.slice(6)
      else if (line === '') {
        if (event) yield { event, data }
        event = data = ''
      }
    }
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { api } from '../../shared/space/api.ts'
import type { Send } from '../../shared/space/client/transport.ts'
import { readJsonFile, writeJsonFile } from '../engine/json-file.ts'
import type { AccountHost } from './account-host.ts'
import { AccountRefusal } from './account-refusal.ts'

/** Where the six digits come from that a server mails to whoever registers or recovers. */
export interface CodeSource {
  /** Asks the user; null where nobody can be asked. */
  ask: (() => Promise<string>) | null
  /** Of the mail that an earlier call had sent, when nobody could be asked; null else. */
  given: string | null
}

/** How long a server takes a code. */
const MINUTES = 10

const starts = { register: api.registration.start, recover: api.login.start }
const waitingSchema = z.strictObject({
  purpose: z.enum(['register', 'recover']),
  server: z.string(),
  /** The server's answer to the start. */
  answer: z.string(),
  /** Milliseconds since 1970. */
  until: z.number(),
})

/**
 * A code is good only for the challenge that it was mailed for. Where nobody can be asked, that challenge, which is no
 * secret, waits as `account-code.json` in the library; the call that brings the code is answered from there, and not
 * with a challenge of its own.
 */
export class MailedCode {
  readonly #path: string
  readonly #now: () => number
  readonly #purpose: keyof typeof starts
  readonly #server: string
  readonly #email: string
  readonly #source: CodeSource
  #answer = ''

  constructor(
    { library, clock }: AccountHost,
    purpose: keyof typeof starts,
    server: string,
    { email, code }: { email: string; code: CodeSource },
  ) {
    this.#path = join(library, 'account-code.json')
    this.#now = () => clock.now()
    this.#purpose = purpose
    this.#server = server
    this.#email = email
    this.#source = code
  }

  /** Sends all but a start that was sent by an earlier call. @throws AccountRefusal code-not-awaited */
  through(send: Send): Send {
    const waiting = this.#source.given === null ? null : this.#waiting()
    return async (request) => {
      if (request.url !== `${this.#server}${starts[this.#purpose].path}`) return send(request)
      if (waiting !== null)
        return { status: 200, header: () => null, body: new TextEncoder().encode(waiting) }
      const received = await send(request)
      this.#answer = new TextDecoder().decode(received.body)
      return received
    }
  }

  /** @throws AccountRefusal code-mailed where nobody can be asked; the challenge waits then */
  async ask(): Promise<string> {
    if (this.#source.given !== null) return this.#source.given
    if (this.#source.ask) return this.#source.ask()
    writeJsonFile(this.#path, {
      purpose: this.#purpose,
      server: this.#server,
      answer: this.#answer,
      until: this.#now() + MINUTES * 60_000,
    } satisfies z.infer<typeof waitingSchema>)
    throw new AccountRefusal('code-mailed', { email: this.#email, minutes: MINUTES })
  }

  /** The code was good, and nothing waits any more. */
  done(): void {
    rmSync(this.#path, { force: true })
  }

  #waiting(): string {
    const waiting = readJsonFile(this.#path, waitingSchema)
    const fits =
      waiting?.purpose === this.#purpose && waiting.server === this.#server && waiting.until > this.#now()
    if (!fits) throw new AccountRefusal('code-not-awaited')
    return waiting.answer
  }
}

import type { Mail, Mailer } from './mailer.ts'
import { MailNotSent } from './mail-not-sent.ts'
import { mailTexts } from './mail-texts.ts'

export type Language = 'en' | 'ja'
export type Compose = (texts: ReturnType<typeof mailTexts>) => Mail

/** Milliseconds between tries; a mail server is often away for a moment. */
const PAUSES = [5_000, 60_000]

/** Mails of the server, each in the language of whom it is for. Nobody who waits for an answer waits for a mail. */
export class Letters {
  readonly #mailer: Mailer | null
  readonly #origin: () => string
  readonly #onFailure: (error: unknown) => void
  readonly #pauses = new Set<NodeJS.Timeout>()

  /** @param mailer null where no mail server is configured: nothing is sent, and no codes are asked for */
  constructor(mailer: Mailer | null, origin: () => string, onFailure: (error: unknown) => void) {
    this.#mailer = mailer
    this.#origin = origin
    this.#onFailure = onFailure
  }

  get canSend(): boolean {
    return this.#mailer !== null
  }

  /** Sends in the background; what cannot be sent in three tries is logged, without the address. */
  later(to: string, language: Language, compose: Compose): void {
    void this.#attempt(to, compose(mailTexts(language, this.#origin())), 0)
  }

  /** @throws MailNotSent */
  async now(to: string, language: Language, compose: Compose): Promise<void> {
    await this.#mailer?.send(to, compose(mailTexts(language, this.#origin())))
  }

  async close(): Promise<void> {
    for (const pause of this.#pauses) clearTimeout(pause)
    await this.#mailer?.close()
  }

  async #attempt(to: string, mail: Mail, attempt: number): Promise<void> {
    try {
      await this.#mailer?.send(to, mail)
    } catch (error) {
      const pause = PAUSES[attempt]
      if (pause === undefined || !(error instanceof MailNotSent && error.againLater))
        return this.#onFailure(error)
      const timer = setTimeout(() => {
        this.#pauses.delete(timer)
        void this.#attempt(to, mail, attempt + 1)
      }, pause)
      this.#pauses.add(timer)
    }
  }
}

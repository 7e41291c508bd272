import type { ClientContext, ClientLink } from '@orpc/client'
import type { OpenLink } from './engine-links.ts'

const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 4_000

type Link = ClientLink<ClientContext>

/** A way to the engine that is opened again whenever it breaks. */
export class LastingLink {
  private readonly listeners = new Set<(connected: boolean) => void>()
  private readonly open: () => Promise<OpenLink>
  private readonly accept: (link: Link) => Promise<void>
  private readonly first = Promise.withResolvers<Link>()
  private link: Link | null = null
  private wasConnected = false

  /** @param accept looks at each new connection before any call may use it; never resolves when none may */
  constructor(open: () => Promise<OpenLink>, accept: (link: Link) => Promise<void>) {
    this.open = open
    this.accept = accept
    void this.keepOpen()
  }

  /**
   * Waits for the first connection only. Later, while there is none, a call fails at once: held back, it could reach
   * an engine for which its slots mean other photos.
   */
  async current(): Promise<Link> {
    if (this.link) return this.link
    if (this.wasConnected) throw new Error('The engine is away')
    return this.first.promise
  }

  onConnection(listener: (connected: boolean) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private async keepOpen(): Promise<never> {
    for (let wait = FIRST_WAIT_MS; ;) {
      try {
        const { link, broken } = await this.open()
        await Promise.race([this.accept(link), broken.then(refuse)])
        wait = FIRST_WAIT_MS
        this.become(link)
        await broken
        this.become(null)
      } catch {
        // Nobody answers, or it broke before it was of use: the wait below, then again.
      }
      await new Promise((resolve) => setTimeout(resolve, wait))
      wait = Math.min(wait * 2, LONGEST_WAIT_MS)
    }
  }

  private become(link: Link | null): void {
    this.link = link
    if (link) this.first.resolve(link)
    // The first connection is no news: nobody was told that there was none.
    if (this.wasConnected) for (const listener of this.listeners) listener(link !== null)
    if (link) this.wasConnected = true
  }
}

function refuse(): never {
  throw new Error('The connection broke')
}

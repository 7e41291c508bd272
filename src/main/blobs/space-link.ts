import { TransferThread } from './transfer-thread.ts'
import type { TransferTarget } from './transfer-target.ts'

/** The library's way to what its space keeps: open while sync goes well. */
export class SpaceLink {
  #target: TransferTarget | null = null
  #thread: TransferThread | null = null
  readonly #listeners = new Set<() => void>()

  /** null: the space cannot be reached, or there is none. */
  get target(): TransferTarget | null {
    return this.#target
  }

  get transfers(): TransferThread {
    // One that a fault has ended is told where it is used; the next one begins anew.
    if (!this.#thread || this.#thread.isOver) this.#thread = new TransferThread()
    return this.#thread
  }

  /** Bytes sent since the start. */
  get sent(): number {
    return this.#thread?.sent ?? 0
  }

  open(target: TransferTarget): void {
    this.#target = target
    for (const listener of this.#listeners) listener()
  }

  /** What is on its way stops where it is, and goes on from there later. */
  rest(): void {
    this.#target = null
    void this.#thread?.call('stop').catch(() => undefined) // One that has ended has nothing to stop.
  }

  /** After each time that the space was reached. */
  onOpen(listener: () => void): void {
    this.#listeners.add(listener)
  }

  async close(): Promise<void> {
    this.rest()
    await this.#thread?.stop()
  }
}

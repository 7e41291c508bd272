import type { EngineClient } from '../../shared/ipc/client.ts'
import type { PhotoCell } from '../../shared/photo.ts'

const mostKept = 20_000
const mostAtOnce = 500

/** Names, titles and badges of the photos near the window, read in batches and kept until they change. */
export class CellFacts {
  private readonly cells = new Map<number, PhotoCell>()
  private readonly asked = new Set<number>()
  private readonly engine: EngineClient
  private readonly onArrival: () => void

  constructor(engine: EngineClient, onArrival: () => void) {
    this.engine = engine
    this.onArrival = onArrival
  }

  get(slot: number): PhotoCell | undefined {
    return this.cells.get(slot)
  }

  want(slots: readonly number[]): void {
    const missing = slots
      .filter((slot) => !this.cells.has(slot) && !this.asked.has(slot))
      .slice(0, mostAtOnce)
    if (missing.length === 0) return
    for (const slot of missing) this.asked.add(slot)
    void this.read(missing)
  }

  /** Forgets what changed; null: everything. */
  outdate(slots: readonly number[] | null): void {
    if (slots === null) this.cells.clear()
    else for (const slot of slots) this.cells.delete(slot)
    this.onArrival()
  }

  private async read(slots: number[]): Promise<void> {
    try {
      const cells = await this.engine.photos.cells({ slots })
      if (this.cells.size > mostKept) this.cells.clear()
      for (const cell of cells) this.cells.set(cell.slot, cell)
      this.onArrival()
    } catch {
      // The engine is away: the grid shows what the columns tell, and asks again when it is looked at.
    } finally {
      for (const slot of slots) this.asked.delete(slot)
    }
  }
}

import { type Columns, State } from '../../shared/columns.ts'
import type { HostBridge } from '../../shared/ipc/client.ts'
import { CellFacts } from './cell-facts.ts'
import { keptThumbnails } from './kept-thumbnails.ts'
import type { GridLayout } from './layout.ts'
import { cellsOf } from './layout-places.ts'
import type { Thumbnails, WantedThumbnail } from './thumbnails.ts'

/** Stored previews have a long edge of this many px; drawing them larger would only cost. */
const storedSize = 512

/** Rows that are drawn, and the part of them that is in the window. */
export interface DrawnRows {
  readonly from: number
  readonly to: number
  readonly offset: number
  readonly viewport: number
}

/** Asks for what the grid shows of photos beyond the columns: thumbnails, names, and previews that are not made yet. */
export class PictureRequests {
  readonly thumbnails: Thumbnails
  readonly facts: CellFacts
  private readonly bridge: HostBridge
  /** Slots whose preview was asked to be made. */
  private readonly asked = new Set<number>()

  constructor(bridge: HostBridge, listener: { onThumbnail(slot: number): void; onFacts(): void }) {
    this.bridge = bridge
    this.thumbnails = keptThumbnails(bridge)
    this.thumbnails.onArrival = (slot) => listener.onThumbnail(slot)
    this.facts = new CellFacts(bridge.engine, () => listener.onFacts())
  }

  stop(): void {
    this.thumbnails.want([])
    this.thumbnails.onArrival = () => undefined
  }

  /** Says what is drawn now; what is in the window comes first. */
  ask(layout: GridLayout, content: { columns: Columns; order: Uint32Array }, rows: DrawnRows): void {
    const { columns, order } = content
    const inside: WantedThumbnail[] = []
    const outside: WantedThumbnail[] = []
    const unmade: number[] = []
    const slots: number[] = []
    for (let row = rows.from; row <= rows.to; row++) {
      const top = layout.rowTop[row]!
      const height = layout.rowHeight[row]!
      const isInside = top + height > rows.offset && top < rows.offset + rows.viewport
      for (const { position, width } of cellsOf(layout, row)) {
        const slot = order[position]!
        slots.push(slot)
        if (columns.state[slot]! & State.preview) {
          const wanted = { slot, version: columns.preview[slot]!, ...deviceSize(width, height) }
          ;(isInside ? inside : outside).push(wanted)
        } else if (!this.asked.has(slot)) unmade.push(slot)
      }
    }
    this.thumbnails.want([...inside, ...outside])
    this.facts.want(slots)
    if (unmade.length > 0) this.askToMake(unmade)
  }

  private askToMake(slots: number[]): void {
    for (const slot of slots) this.asked.add(slot)
    this.bridge.engine.photos.wantPreviews({ slots, size: 'grid' }).catch(() => {
      // The engine is away: ask again when they are next looked at.
      for (const slot of slots) this.asked.delete(slot)
    })
  }
}

function deviceSize(width: number, height: number): { width: number; height: number } {
  const ratio = window.devicePixelRatio
  const scale = Math.min(1, storedSize / (Math.max(width, height) * ratio)) * ratio
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

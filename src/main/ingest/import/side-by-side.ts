import { Turns } from '../turns.ts'

/** What imports that run at the same time share, so that two cards never get in each other's way. */
export interface SideBySide {
  /** From recognising a content to adding it to the catalog: one batch at a time, or both cards would add it. */
  readonly finishing: Turns
  readonly promised: PromisedNames
}

export function newSideBySide(): SideBySide {
  return { finishing: new Turns(), promised: new PromisedNames() }
}

/** Names that running imports have promised to files, by destination. */
export class PromisedNames {
  readonly #byRoot = new Map<string, Set<string>>()

  namesIn(root: string): Set<string> {
    const promised = this.#byRoot.get(root) ?? new Set()
    this.#byRoot.set(root, promised)
    return promised
  }

  /** When no import runs, what the disk has is all there is to know. */
  clear(): void {
    this.#byRoot.clear()
  }
}

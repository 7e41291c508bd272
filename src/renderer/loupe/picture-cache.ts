import type { PreviewSize } from '../../shared/ipc/bulk.ts'

/** A picture of a photo in one size; `version` is the photo's preview column. */
export interface PictureKey {
  readonly slot: number
  readonly size: PreviewSize
  readonly version: number
}

interface Entry {
  readonly image: HTMLImageElement
  state: 'loading' | 'ready' | 'failed'
}

/** How many pictures of each size are kept decoded: a full-size one takes about 100 MB. */
const kept: Readonly<Record<PreviewSize, number>> = { grid: 60, screen: 10, full: 2 }

/** Pictures loaded and decoded before they are shown, so that the next photo is there in the next frame. */
export class PictureCache {
  private readonly entries = new Map<string, Entry>()
  private readonly address: (key: PictureKey) => string
  private readonly listeners = new Set<() => void>()
  private changes = 0

  constructor(address: (key: PictureKey) => string) {
    this.address = address
  }

  /** The decoded picture, or null while there is none. */
  ready(key: PictureKey): HTMLImageElement | null {
    const entry = this.entries.get(nameOf(key))
    return entry?.state === 'ready' ? entry.image : null
  }

  failed(key: PictureKey): boolean {
    return this.entries.get(nameOf(key))?.state === 'failed'
  }

  /** Loads these, most urgent first, stops loading all others and forgets the oldest of what is kept. */
  want(keys: readonly PictureKey[]): void {
    const names = new Set(keys.map(nameOf))
    for (const [name, entry] of this.entries) {
      if (entry.state !== 'loading' || names.has(name)) continue
      // Frees the connection: a picture may be waited for until it has been made.
      entry.image.src = ''
      this.entries.delete(name)
    }
    for (const key of keys) this.load(key)
    for (const size of ['grid', 'screen', 'full'] as const) this.forget(size, names)
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Rises with every picture that arrives. */
  snapshot = (): number => this.changes

  private load(key: PictureKey): void {
    const name = nameOf(key)
    const known = this.entries.get(name)
    if (known) {
      // The latest wanted are forgotten last.
      this.entries.delete(name)
      this.entries.set(name, known)
      return
    }
    const image = new Image()
    image.alt = ''
    image.draggable = false
    const entry: Entry = { image, state: 'loading' }
    this.entries.set(name, entry)
    const settle = (state: Entry['state']) => {
      if (this.entries.get(name) !== entry) return
      entry.state = state
      this.changes++
      for (const listener of this.listeners) listener()
    }
    image.src = this.address(key)
    image.decode().then(
      () => settle('ready'),
      () => settle('failed'),
    )
  }

  private forget(size: PreviewSize, wanted: ReadonlySet<string>): void {
    const names = [...this.entries.keys()].filter((name) => name.startsWith(size))
    for (const name of names.slice(0, Math.max(0, names.length - kept[size]))) {
      if (!wanted.has(name)) this.entries.delete(name)
    }
  }
}

function nameOf({ size, slot, version }: PictureKey): string {
  return `${size}/${slot}/${version}`
}

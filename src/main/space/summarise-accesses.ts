import type { AccessRow } from '../../shared/account.ts'
import type { AccessEntry } from '../../shared/space/access-entry.ts'
import { hexOf } from '../../shared/sync/hex.ts'

const HOUR_MS = 3_600_000

/** Whom an access log may name. Ids are hex. */
export interface KnownActors {
  account: string
  thisDevice: string
  /** Names by id. */
  devices: ReadonlyMap<string, string>
}

/** Adds up an access log: what one device did in one hour with one kind of thing is one row. */
export class AccessSummary {
  readonly #known: KnownActors
  readonly #rows = new Map<string, AccessRow>()
  lines = 0
  foreign = 0

  constructor(known: KnownActors) {
    this.#known = known
  }

  add({ actor, device, at, verb, kind, first, last, bytes, result }: AccessEntry): void {
    const who = this.#whoIs(hexOf(actor), hexOf(device))
    this.lines++
    if (who.who === 'other') this.foreign++
    const key = [Math.floor(at / HOUR_MS), hexOf(actor), hexOf(device), verb, kind, result].join()
    const row = this.#rows.get(key) ?? { ...who, from: at, to: at, verb, kind, count: 0, bytes: 0, result }
    // Of records an entry names a run of them; everything else is one thing.
    row.count += kind === 'record' ? last - first + 1 : 1
    row.bytes += bytes
    row.from = Math.min(row.from, at)
    row.to = Math.max(row.to, at)
    this.#rows.set(key, row)
  }

  get rowsInAll(): number {
    return this.#rows.size
  }

  /** The newest first. */
  rows(most: number): AccessRow[] {
    return [...this.#rows.values()].sort((a, b) => b.to - a.to).slice(0, most)
  }

  #whoIs(actor: string, device: string): Pick<AccessRow, 'who' | 'device'> {
    const { account, thisDevice, devices } = this.#known
    if (actor !== account) return { who: 'other', device: null }
    const name = devices.get(device) ?? null
    if (device === thisDevice) return { who: 'this', device: name }
    return { who: name === null ? 'unknown' : 'device', device: name }
  }
}

import type { SqlValue, Statements } from './statements.ts'

/** Single values of the catalog, one row each. */
type MetaKey =
  /** 64 random bits as hex, new at each opening: tells its times from those of all other openings of catalogs. */
  | 'device'
  /** Highest hybrid time given out. */
  | 'last_time'
  /** Rises with every transaction. */
  | 'version'
  /** New at every opening: tells which opening a file beside the catalog belongs to. */
  | 'opening'
  /** 1 once the catalog was closed in order. */
  | 'closed'
  | 'last_backup_at'
  /** JSON: the space that the catalog is kept in step with. */
  | 'joined_space'
  /** JSON: how far its log is known. */
  | 'space_place'
  /** Latest hybrid time that other computers know, as hex. */
  | 'last_shared_time'
  /** Milliseconds that the server's clock is ahead of ours. */
  | 'clock_offset'

export class Meta {
  readonly #statements: Statements
  #device: string | null = null

  constructor(statements: Statements) {
    this.#statements = statements
  }

  get(key: MetaKey): unknown {
    return this.#statements('SELECT value FROM meta WHERE key = ?').pluck().get(key) ?? null
  }

  text(key: MetaKey): string | null {
    const value = this.get(key)
    return typeof value === 'string' ? value : null
  }

  number(key: MetaKey): number {
    const value = this.get(key)
    return typeof value === 'number' ? value : 0
  }

  set(key: MetaKey, value: SqlValue): void {
    this.#statements('INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value').run(
      key,
      value,
    )
  }

  device(): string {
    this.#device ??= this.text('device')
    if (this.#device === null) throw new Error('the catalog has no device')
    return this.#device
  }

  nextVersion(): number {
    const next = this.number('version') + 1
    this.set('version', next)
    return next
  }
}

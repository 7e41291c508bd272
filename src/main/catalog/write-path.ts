import { laterOf, nextHybridTime, parseHybridTime } from '../../shared/hybrid-clock.ts'
import type { HybridTime } from '../../shared/hybrid-clock.ts'
import type { Clock, RandomSource } from '../../shared/random.ts'
import { bytesOf } from './bytes.ts'
import { readPatch } from './column-rows.ts'
import type { Commit } from './commit.ts'
import type { Database } from './database.ts'
import { DictionaryReader } from './dictionaries.ts'
import { Meta } from './meta.ts'
import { Names } from './names.ts'
import { lastOperation, setRegisters } from './operations.ts'
import { Places } from './places.ts'
import { stageUnsent } from './sync/unsent.ts'
import { undoState } from './undo-state.ts'
import type { Statements } from './statements.ts'

/** More changed details than this are told as "many". */
const MANY_DETAILS = 500

/** What a transaction works with, and where it notes what it changed. */
export interface Write {
  readonly statements: Statements
  readonly places: Places
  readonly cameras: Names
  readonly lenses: Names
  readonly random: RandomSource
  /** Milliseconds since 1970. */
  readonly at: number
  /** The hybrid time of all its operations: it changes each register once. */
  readonly time: Buffer
  /** Number of its first operation that is not in the registers yet. */
  firstOperation: number
  /** Whether the catalog is kept in step with a space, so that what the user changes is noted to be sent. */
  readonly travels: boolean
  /** Latest time received from other computers: the next one here comes behind it. */
  received: HybridTime | null
  /** Goes on from this time, where the clock had run ahead. */
  clockSetTo: HybridTime | null
  /** Slots whose columns or details changed. */
  readonly slots: Set<number>
  membership: boolean
  lists: boolean
  texts: boolean
  undo: boolean
  /** Its time was given to something that is no operation. */
  isTimed: boolean
}

export interface Written<Value> {
  value: Value
  commit: Commit
}

/**
 * The one way into the catalog. Each call is one durable transaction, in which rows, registers, operations with their
 * inverse, and the search index change together, or nothing does.
 */
export class WritePath {
  readonly #database: Database
  readonly #statements: Statements
  readonly #clock: Clock
  readonly #random: RandomSource
  readonly #meta: Meta
  readonly #places: Places
  readonly #cameras: Names
  readonly #lenses: Names
  readonly #dictionaries: DictionaryReader
  #last: HybridTime | null

  constructor(database: Database, statements: Statements, clock: Clock, random: RandomSource) {
    this.#database = database
    this.#statements = statements
    this.#clock = clock
    this.#random = random
    this.#meta = new Meta(statements)
    this.#places = new Places(statements)
    this.#cameras = new Names(statements, 'cameras')
    this.#lenses = new Names(statements, 'lenses')
    this.#dictionaries = new DictionaryReader(statements)
    const last = this.#meta.text('last_time')
    this.#last = last === null ? null : parseHybridTime(last)
  }

  run<Value>(body: (write: Write) => Value): Written<Value> {
    const now = this.#clock.now() + this.#meta.number('clock_offset')
    const time = nextHybridTime(this.#last, now, this.#meta.device())
    const before = lastOperation(this.#statements)
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      const write = this.#begin(time)
      const value = body(write)
      const version = this.#meta.nextVersion()
      const last = write.clockSetTo ?? laterOf(time, write.received)
      const isUsed = write.clockSetTo !== null || write.received !== null || write.isTimed
      if (isUsed || lastOperation(this.#statements) > before) this.#meta.set('last_time', last)
      const patch = write.slots.size > 0 ? readPatch(this.#statements, write.slots) : null
      this.#database.exec('COMMIT')
      this.#last = last
      return { value, commit: this.#commitOf(write, version, patch) }
    } catch (error) {
      if (this.#database.inTransaction) this.#database.exec('ROLLBACK')
      for (const cache of [this.#places, this.#cameras, this.#lenses]) cache.forget()
      throw error
    }
  }

  #begin(time: HybridTime): Write {
    return {
      statements: this.#statements,
      places: this.#places,
      cameras: this.#cameras,
      lenses: this.#lenses,
      random: this.#random,
      at: this.#clock.now(),
      time: bytesOf(time),
      firstOperation: lastOperation(this.#statements) + 1,
      travels: this.#meta.text('joined_space') !== null,
      received: null,
      clockSetTo: null,
      slots: new Set(),
      membership: false,
      lists: false,
      texts: false,
      undo: false,
      isTimed: false,
    }
  }

  #commitOf(write: Write, version: number, patch: Commit['patch']): Commit {
    return {
      version,
      patch,
      membership: write.membership,
      lists: write.lists,
      texts: write.texts,
      details: write.slots.size <= MANY_DETAILS ? [...write.slots] : null,
      undo: write.undo ? undoState(this.#statements) : null,
      dictionaries: this.#dictionaries.added(),
    }
  }
}

/** Enters the operations staged in this transaction into the registers, as one action. */
export function recordAction(
  write: Write,
  action: {
    kind: 'add' | 'found' | 'edit' | 'undo' | 'redo' | 'received'
    summary: unknown
    changed: number
    undoes?: number
  },
): void {
  const last = lastOperation(write.statements)
  if (last < write.firstOperation) return
  setRegisters(write, write.firstOperation, last)
  if (action.kind !== 'received') stageUnsent(write, write.firstOperation, last)
  write
    .statements(
      `INSERT INTO actions (kind, at, summary, changed, undoes, first_operation, last_operation)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      action.kind,
      write.at,
      JSON.stringify(action.summary),
      action.changed,
      action.undoes ?? null,
      write.firstOperation,
      last,
    )
}

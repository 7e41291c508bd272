import { RegisterSource } from '../../../src/shared/registers.ts'
import { losersOf, merge } from '../../../src/shared/sync/merge.ts'
import type { HeldValue, Loser, TextVersion } from '../../../src/shared/sync/merge.ts'
import { elementIdentity } from '../../../src/shared/sync/operation.ts'
import type { TravellingOperation } from '../../../src/shared/sync/operation.ts'

interface Register {
  current: HeldValue | null
  kept: Map<string, TextVersion>
}

/** What a computer has after the operations it was given. */
export class Replica {
  readonly #registers = new Map<string, Register>()

  receive(operation: TravellingOperation): 'applied' | 'ignored' {
    const key = keyOf(operation)
    const register = this.#registers.get(key) ?? { current: null, kept: new Map() }
    const { kind, versions } = merge(register.current, [...register.kept.values()], operation)
    if (kind === 'applied') {
      register.current = { value: operation.value, time: operation.time, source: RegisterSource.user }
    }
    for (const version of versions) register.kept.set(version.time, version)
    this.#registers.set(key, register)
    return kind
  }

  current(operation: TravellingOperation): HeldValue | null {
    return this.#registers.get(keyOf(operation))?.current ?? null
  }

  losers(operation: TravellingOperation): Loser[] {
    const register = this.#registers.get(keyOf(operation))
    return register?.current ? losersOf(register.current, [...register.kept.values()]) : []
  }

  /** Everything, in an order that does not depend on what came first. */
  state(): unknown {
    return [...this.#registers]
      .map(([key, { current, kept }]) => ({
        key,
        current,
        kept: [...kept.values()].sort((a, b) => (a.time < b.time ? -1 : 1)),
      }))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
  }
}

function keyOf(operation: TravellingOperation): string {
  return `${operation.field} ${operation.object} ${elementIdentity(operation)}`
}

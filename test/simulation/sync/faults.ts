import type { CatalogSync } from '../../../src/main/catalog/catalog-sync.ts'
import type { SpaceLog } from '../../../src/main/sync/space-log.ts'
import type { SealedRecord } from '../../../src/shared/space/client/space-log.ts'

/** The network did not carry it there or back. */
export class Unreachable extends Error {}

/** What happens at a call between a catalog, a round and a log. */
export interface Hooks {
  /** Before a call is carried out; what it throws ends the round. */
  before(call: string): void
  /** After it was, with the answer on its way. */
  after(call: string): void
}

export function hookedSync(sync: CatalogSync, hooks: Hooks): CatalogSync {
  return hooked(sync, hooks)
}

export function hookedLog(log: SpaceLog, hooks: Hooks, onSend: (record: SealedRecord) => void): SpaceLog {
  const calls = hooked(log, hooks)
  return {
    name: log.name,
    device: log.device,
    clockOffset: log.clockOffset,
    open: (joined) => calls.open(joined),
    read: (after) => calls.read(after),
    seal: (...args) => calls.seal(...args),
    send: (record) => {
      onSend(record)
      return calls.send(record)
    },
  }
}

function hooked<Of extends object>(of: Of, hooks: Hooks): Of {
  return new Proxy(of, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target)
      if (typeof value !== 'function') return value
      return async (...args: unknown[]) => {
        hooks.before(String(name))
        const answer: unknown = await (value as (...given: unknown[]) => unknown).apply(target, args) // Of this target.
        hooks.after(String(name))
        return answer
      }
    },
  })
}

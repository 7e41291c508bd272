import { EventEmitter, once } from 'node:events'
import type { BlobStore } from '../../../../src/server/blobs/blob-store.ts'
import { equal } from '../../../../src/shared/crypto/bytes.ts'
import type { RandomSource } from '../../../../src/shared/random.ts'
import { api } from '../../../../src/shared/space/api.ts'
import { Connection } from '../../../../src/shared/space/client/connection.ts'
import { logStart } from '../../../../src/shared/space/client/space-log.ts'
import { Refusal } from '../../../../src/shared/space/refusal.ts'
import type { ScratchServer } from '../scratch-server.ts'
import { random } from '../scratch-server.ts'
import type { WholeMember } from '../whole-member.ts'
import { addWholeMember } from '../whole-member.ts'
import type { Abort } from './aborting-client.ts'
import { AbortingClient, Gone } from './aborting-client.ts'

const CLIENTS = 64
const MEMBERS = 16

/** A store of blobs that counts what it opens to be read, and what of it is not closed yet. */
export class CountedBlobs {
  /** Reads whatever the store below it has. */
  readonly store: BlobStore
  opened = 0
  open = 0
  readonly #closing = new EventEmitter()

  constructor(blobs: BlobStore) {
    const read: BlobStore['read'] = async (...of) => {
      const bytes = await blobs.read(...of)
      if (!bytes) return bytes
      this.opened++
      this.open++
      bytes.once('close', () => {
        this.open--
        this.#closing.emit('closed')
      })
      return bytes
    }
    this.store = new Proxy(blobs, {
      get: (target, name) => {
        const own: unknown = Reflect.get(target, name)
        return name === 'read' ? read : typeof own === 'function' ? (own.bind(target) as unknown) : own
      },
    })
  }

  /** Resolves when all are closed. @throws Error when one is still open after `patience` milliseconds */
  async allClosed(patience: number): Promise<void> {
    const signal = AbortSignal.timeout(patience)
    while (this.open > 0) await once(this.#closing, 'closed', { signal })
  }
}

/** Members with something of everything, for the calls below. */
export async function addMembers(server: ScratchServer): Promise<WholeMember[]> {
  const members: WholeMember[] = []
  for (let count = 0; count < MEMBERS; count++) members.push(await addWholeMember(server))
  return members
}

/** Whether what came is of this member. The client has looked at its binding before. */
const questions: ((connection: Connection, of: WholeMember) => Promise<boolean>)[] = [
  async (connection, { member: { session } }) =>
    equal((await connection.askAs(session, api.account.describe, {})).account, session.account),
  async (connection, { member: { session } }) =>
    equal((await connection.askAs(session, api.account.keys, {})).account, session.account),
  async (connection, { member: { session } }) =>
    equal((await connection.askAs(session, api.account.inventory, {})).account, session.account),
  async (connection, { member: { session }, ids }) => {
    const { sessions } = await connection.askAs(session, api.sessions.list, {})
    return sessions.some((of) => equal(of.session, ids.session))
  },
  async (connection, { member: { session }, ids }) => {
    const { spaces } = await connection.askAs(session, api.spaces.list, {})
    return spaces.some((of) => equal(of.space, ids.space))
  },
  async (connection, { member: { session }, ids }) => {
    const { records } = await connection.askAs(session, api.records.read, {
      params: { space: ids.space },
      query: { after: 0, hash: logStart.hash, limit: 10 },
    })
    return records.length === 3
  },
  async (connection, { member: { session }, ids, blobs }) => {
    const bytes = await connection.fetchBlob(session, api.blobs.read, ids.blob)
    return blobs.get(Buffer.from(ids.blob).toString('hex'))!.equals(bytes)
  },
]

/**
 * Clients who ask for what is theirs, all at once, and do not wait for every second answer; until so many calls were
 * aborted. A call that goes into the next one's connection, or an answer that does, is among `wrong`.
 */
export class AbortedCalls {
  readonly outcomes = { own: 0, aborted: 0, busy: 0, wrong: [] as unknown[] }
  readonly #draws: RandomSource

  constructor(draws: RandomSource) {
    this.#draws = draws
  }

  /** @param origin of a server whose calls share few connections to the database */
  async run(origin: string, members: readonly WholeMember[], count: number): Promise<void> {
    const ask = async (of: WholeMember) => {
      const client = new AbortingClient()
      const abort = (length: number) => this.#abort(length)
      const connection = new Connection(origin, client.send(abort), random)
      while (this.outcomes.aborted < count) await this.#askOnce(connection, of)
      client.close()
    }
    await Promise.all(Array.from({ length: CLIENTS }, (_, at) => ask(members[at % members.length]!)))
  }

  /** What became of all calls. */
  get summary(): string {
    const { own, aborted, busy, wrong } = this.outcomes
    return `${aborted} aborted, ${own} answered, ${busy} refused, ${wrong.length} mismatches`
  }

  async #askOnce(connection: Connection, of: WholeMember): Promise<void> {
    try {
      if (await questions[this.#below(questions.length)]!(connection, of)) this.outcomes.own++
      else this.outcomes.wrong.push('something of somebody else’s')
    } catch (error) {
      if (error instanceof Gone) this.outcomes.aborted++
      else if (error instanceof Refusal && error.code === 'unavailable') this.outcomes.busy++
      else this.outcomes.wrong.push(error)
    }
  }

  /** A third goes while it asks, a third as soon as it has asked, a third while it is answered. */
  #abort(length: number): Abort {
    if (this.#below(2) === 0) return null
    return [{ sent: this.#below(length) }, { received: 0 }, { received: 1 + this.#below(2_000) }][
      this.#below(3)
    ]!
  }

  #below(count: number): number {
    return Buffer.from(this.#draws.bytes(4)).readUInt32BE() % count
  }
}

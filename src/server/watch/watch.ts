import type { FastifyBaseLogger } from 'fastify'
import type { BlobStore } from '../blobs/blob-store.ts'
import type { DatabaseUrls } from '../database/roles.ts'
import type { ServerKeys } from '../keys/server-keys.ts'
import type { Letters } from '../mail/letters.ts'
import { Store } from '../store/store.ts'
import { alertOperators } from './alert-operators.ts'
import { Canaries } from './canaries.ts'
import { checkAllBlobs, checkChangedBlobs } from './check-blobs.ts'
import { activeAccounts, checkRows } from './check-rows.ts'
import { signCheckpoints } from './checkpoints.ts'
import { contain } from './contain.ts'
import type { Finding, Notice } from './finding.ts'
import { probeStorage } from './probe-storage.ts'
import { scrubDue } from './scrub.ts'
import { sweep } from './sweep.ts'
import { tellMembers } from './tell-members.ts'
import { WatchDatabase } from './watch-database.ts'

/** Milliseconds between two rounds of each kind. */
export const rounds = {
  /** What changed since the round before. */
  changed: 10_000,
  /** Everything. */
  everything: 5 * 60_000,
  canaries: 60_000,
  checkpoints: 60 * 60_000,
  scrub: 60_000,
  sweep: 60 * 60_000,
}

/** Milliseconds from the start to the first round of canaries. */
const FIRST_CANARIES = 5_000

export interface WatchOptions {
  database: DatabaseUrls
  blobs: BlobStore
  keys: ServerKeys
  letters: Letters
  logger: FastifyBaseLogger
  /** The public address: canaries come in by it. */
  origin: string
  /** Addresses of operators. */
  operators: readonly string[]
}

export interface Watch {
  /** Begins every kind of round that is due now, and waits for it; the timer does the same. */
  round(): Promise<void>
  stop(): Promise<void>
}

/** Of several processes on one database one watches; the others stand by. The number means nothing. */
const LEADER = 0x1316

/** Looks, without end, for what must not be; freezes, tells, and keeps house. */
export function startWatch(options: WatchOptions): Watch {
  const { blobs, keys, letters, logger } = options
  const database = new WatchDatabase(options.database.watch)
  const store = new Store(options.database.app, 2)
  const canaries = new Canaries(store, database, keys, options.origin)
  // Canaries first see that all is well a moment after the start, when whoever waited for it has been served.
  const last = new Map<keyof typeof rounds, number>([
    ['canaries', Date.now() - rounds.canaries + FIRST_CANARIES],
  ])
  let since: string | null = null
  let leading = false
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()

  const isDue = (kind: keyof typeof rounds) => {
    const now = Date.now()
    if (now - (last.get(kind) ?? 0) < rounds[kind]) return false
    last.set(kind, now)
    return true
  }

  async function look(): Promise<void> {
    leading ||= await database.hold(LEADER)
    if (!leading) return
    const found: Finding[] = []
    const noticed: Notice[] = []
    if (isDue('everything')) {
      const checked = await checkRows(database, null)
      found.push(...checked.found, ...(await probeStorage(store, await activeAccounts(database, null))))
      noticed.push(...checked.noticed, ...(await checkAllBlobs(database, blobs)))
      since = checked.next
      last.set('changed', Date.now())
    } else if (isDue('changed') && since !== null) {
      const before = since
      const checked = await checkRows(database, before)
      found.push(...checked.found, ...(await probeStorage(store, await activeAccounts(database, before))))
      noticed.push(...checked.noticed, ...(await checkChangedBlobs(database, blobs, before)))
      since = checked.next
    }
    await act(found, noticed)
    if (isDue('canaries')) await act(await tryCanaries(), [])
    if (isDue('scrub')) await act([], await scrubDue(database, blobs))
    if (isDue('checkpoints')) await signCheckpoints(database, keys, Date.now())
    if (isDue('sweep')) {
      const swept = await sweep({ ...{ database, store, blobs, keys, letters }, now: Date.now() })
      logger.info(swept, 'swept')
    }
  }

  async function act(found: Finding[], noticed: Notice[]): Promise<void> {
    const contained = await contain(database, found)
    for (const { incident, finding, frozen } of contained)
      logger.error({ incident: incident.toString('hex'), kind: finding.kind, frozen }, finding.what)
    for (const { what } of noticed) logger.error({ what }, 'not as it should be')
    await tellMembers(database, keys, letters, (error) => logger.warn({ err: error }, 'mail'))
    if (contained.length > 0 || noticed.length > 0)
      alertOperators(letters, options.operators, contained, noticed)
  }

  async function tryCanaries(): Promise<Finding[]> {
    try {
      return await canaries.tryAll()
    } catch (error) {
      logger.warn({ err: error }, 'the canaries cannot reach the server at its public address')
      return []
    }
  }

  const round = () => {
    running = running.then(look).catch((error: unknown) => {
      logger.error({ err: error }, 'a round of the watch failed')
      // The connection that says who leads may be what broke.
      leading = false
      database.letGo()
    })
    return running
  }
  const again = () => {
    if (!stopped) timer = setTimeout(() => void round().then(again), 1_000)
  }
  again()

  return {
    round,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
      await store.close()
      await database.close()
    },
  }
}

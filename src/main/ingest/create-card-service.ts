import { realpath, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { ImportId } from '../../shared/ids.ts'
import type { Card } from '../../shared/import.ts'
import { newId } from '../../shared/random.ts'
import type { CardChange, CardService } from './card-service.ts'
import { newItemEvents } from './card/item-events.ts'
import { OpenCard } from './card/open-card.ts'
import { readCard } from './card/read-card.ts'
import { walkCard } from './card/walk-card.ts'
import { CopyPool } from './copy/copy-pool.ts'
import { errnoOf } from './copy/system-errors.ts'
import { ActiveImport } from './import/active-import.ts'
import { lackingSecond } from './import/lacking-second.ts'
import type { IngestDeps } from './ingest-deps.ts'
import { planImport, storedImport } from './import/plan-import.ts'
import { plannedRows } from './import/planned-photo.ts'
import { newSideBySide } from './import/side-by-side.ts'
import { storedImportSchema } from './import/stored-import.ts'

interface Session {
  card: OpenCard
  /** Settles when the card is read, or reading failed. */
  reading: Promise<void>
  abort: AbortController
  active: ActiveImport | null
  /** Ready before the import that will take it; null once taken. */
  pool: CopyPool | null
}

export function createCardService(deps: IngestDeps): CardService {
  const sessions = new Map<string, Session>()
  const listeners = new Set<(change: CardChange) => void>()
  const others = newSideBySide()
  const opening = new Map<string, Promise<Session>>()

  function tell(change: CardChange): void {
    for (const listener of listeners) listener(change)
  }

  function find(cardId: string): Session {
    const session = sessions.get(cardId)
    if (!session) throw new AppError('not-found', { what: 'This card' })
    return session
  }

  /** One session a card: a second window that opens it sees the same. */
  async function openSession(path: string): Promise<Session> {
    const root = await rootOf(path)
    const open = [...sessions.values()].find((session) => session.card.root === root)
    if (open && open.card.state !== 'removed' && open.card.state !== 'failed') return open
    const existing = opening.get(root)
    if (existing) return existing
    const promise = beginSession(root, open).finally(() => opening.delete(root))
    opening.set(root, promise)
    return promise
  }

  async function beginSession(root: string, replaced?: Session): Promise<Session> {
    const listing = await walkCard(root).catch((error: unknown) => {
      const reason = errnoOf(error)
      if (reason === null) throw error
      throw new AppError('read-failed', { path: root, reason }, { cause: error })
    })
    const place = await deps.volumes.locate(root).catch(() => null) // a folder on an unknown file system
    if (replaced) {
      sessions.delete(replaced.card.cardId)
      await replaced.pool?.close()
    }
    const volumes = await deps.volumes.list()
    const volume = volumes.find((candidate) => candidate.id === place?.volumeId)
    const card = new OpenCard({
      cardId: replaced?.card.cardId ?? newId(deps.random),
      root,
      name: place?.relative === '' && volume ? volume.name : basename(root),
      volumeId: place?.volumeId ?? null,
      listing,
    })
    const abort = new AbortController()
    const pool = new CopyPool()
    const session: Session = { card, abort, active: null, pool, reading: read(card, pool, abort.signal) }
    sessions.set(card.cardId, session)
    return session
  }

  async function read(card: OpenCard, pool: CopyPool, signal: AbortSignal): Promise<void> {
    const events = newItemEvents(card, tell)
    try {
      await readCard(card, { ...deps, pool }, signal, events.changed)
      if (card.state === 'reading') card.state = 'ready'
      // Whoever has looked through the card is likely to import it: the threads are there when they do.
      if (!signal.aborted) pool.warm()
    } catch (error) {
      if (!(error instanceof AppError)) deps.onBug(error)
      card.state = 'failed'
      card.error =
        error instanceof AppError
          ? { code: error.code, params: error.params }
          : { code: 'engine-stopped', params: {} }
    } finally {
      events.flush()
      if (!signal.aborted) tell({ kind: 'card', card: card.describe() })
    }
  }

  async function end(session: Session): Promise<void> {
    session.abort.abort()
    await session.pool?.close()
    await session.reading
  }

  function launch(session: Session, active: ActiveImport): { jobId: string } {
    if (![...sessions.values()].some((other) => other.active?.running)) others.promised.clear()
    session.active = active
    session.pool = null
    session.card.importId = active.importId
    session.card.state = 'copying'
    session.card.error = null
    const job = active.start((change) => tell(change))
    session.card.jobId = job.id
    tell({ kind: 'card', card: session.card.describe() })
    return { jobId: job.id }
  }

  return {
    list: () => [...sessions.values()].map((session) => session.card.describe()),
    async open(path) {
      return (await openSession(path)).card.describe()
    },
    async close(cardId) {
      const session = find(cardId)
      if (session.active?.running) throw new AppError('card-busy', { name: session.card.name })
      sessions.delete(cardId)
      await end(session)
    },
    items: (cardId, from, to) => find(cardId).card.items(from, to),
    pictureFile: (cardId, index) => find(cardId).card.pictureFile(index),
    mark(cardId, indexes, change): Card {
      const { card, active } = find(cardId)
      card.mark(indexes, change)
      active?.marked(indexes, change)
      const events = newItemEvents(card, tell)
      for (const index of indexes) events.changed(index, index + 1)
      events.flush()
      const described = card.describe()
      tell({ kind: 'card', card: described })
      return described
    },
    async plan(cardId, options) {
      return (await planImport(find(cardId).card, options, deps.volumes)).plan
    },
    async start(cardId, options) {
      const session = find(cardId)
      await session.reading
      const { card } = session
      if (session.active?.running) throw new AppError('card-busy', { name: card.name })
      session.active?.settle()
      const { plan, selection, destinations } = await planImport(card, options, deps.volumes)
      const problem = plan.problems[0]
      if (problem) throw new AppError(problem.code, problem.params)
      const lacking = await lackingSecond(selection.known, destinations[1], deps.catalog)
      const stored = storedImport(selection, lacking, options, card.skipped.length)
      const rows = plannedRows([...selection.photos, ...lacking], destinations.length)
      const importId = await deps.catalog.importBegin({
        cardName: card.name,
        cardPath: card.root,
        cardFingerprint: card.fingerprint,
        volumeId: card.volumeId,
        options: stored,
        files: rows,
      })
      return {
        importId,
        ...launch(
          session,
          new ActiveImport(deps, {
            importId,
            card,
            stored,
            rows,
            destinations,
            others,
            pool: poolOf(session),
          }),
        ),
      }
    },
    async resume(importId: ImportId) {
      const running = [...sessions.values()].find((session) => session.active?.importId === importId)
      if (running?.active?.running) return { jobId: running.card.jobId! }
      const summary = (await deps.catalog.imports()).find((known) => known.id === importId)
      if (!summary) throw new AppError('not-found', { what: 'This import' })
      const stored = storedImportSchema.parse(await deps.catalog.importOptions(importId))
      const session = await openSession(summary.cardPath).catch((error: unknown) => {
        if (error instanceof AppError)
          throw new AppError('card-missing', { name: summary.cardName }, { cause: error })
        throw error
      })
      await session.reading
      const rows = await deps.catalog.importFiles(importId)
      const { card } = session
      const pool = poolOf(session)
      const active = await ActiveImport.resume(deps, { importId, card, stored, rows, others, pool })
      return launch(session, active)
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async stop() {
      const all = [...sessions.values()]
      await Promise.all(
        all.map(async (session) => {
          await session.active?.stop()
          await end(session)
        }),
      )
    },
  }
}

/** Threads for the next import of a card: those that are ready, unless an earlier import took them. */
function poolOf(session: Session): CopyPool {
  return session.pool ?? new CopyPool()
}

/** The card's real path, so that one card is opened once by whatever name. */
async function rootOf(path: string): Promise<string> {
  const root = await realpath(path).catch(() => {
    throw new AppError('folder-missing', { path })
  })
  if (!(await stat(root)).isDirectory()) throw new AppError('not-a-folder', { path })
  return root
}

import { AppError, type ErrorNotice } from '../../shared/errors.ts'
import type { Job } from '../../shared/jobs.ts'
import type { Clock, RandomSource } from '../../shared/random.ts'
import { newId } from '../../shared/random.ts'
import type { JobContext, Jobs, JobSpec } from './jobs.ts'
import { RateMeter } from './rate-meter.ts'

/** Ended jobs kept for the jobs panel; older ones go by themselves. */
const KEPT_ENDED = 50
/** A job that reports faster than this is told to listeners at this pace, so that no window drowns in events. */
const TELL_EVERY_MS = 100
/** Failures listed one by one; beyond that only counted, so that a broken disk cannot fill memory. */
const LISTED_FAILURES = 1_000

interface Entry {
  job: Job
  readonly abort: AbortController
  readonly meter: RateMeter
  /** Resolves when a paused job goes on; null while it runs. */
  gate: { promise: Promise<void>; open: () => void } | null
  finished: Promise<void>
  toldAt: number
  tellTimer: NodeJS.Timeout | null
}

/** @param onBug called with anything thrown by a job that is not an AppError */
export function createJobs(deps: {
  clock: Clock
  random: RandomSource
  onBug: (error: unknown) => void
}): Jobs {
  const entries = new Map<string, Entry>()
  const listeners = new Set<(job: Job) => void>()

  function tell(entry: Entry) {
    if (entry.tellTimer) clearTimeout(entry.tellTimer)
    entry.tellTimer = null
    entry.toldAt = deps.clock.now()
    for (const listener of listeners) listener(entry.job)
  }

  function tellSoon(entry: Entry) {
    if (entry.tellTimer) return
    const wait = entry.toldAt + TELL_EVERY_MS - deps.clock.now()
    if (wait <= 0) return tell(entry)
    entry.tellTimer = setTimeout(() => tell(entry), wait)
    entry.tellTimer.unref()
  }

  function change(entry: Entry, changes: Partial<Job>) {
    entry.job = { ...entry.job, ...changes }
  }

  function find(id: string): Entry {
    const entry = entries.get(id)
    if (!entry) throw new AppError('not-found', { what: 'This job' })
    return entry
  }

  function contextOf(entry: Entry): JobContext {
    return {
      id: entry.job.id,
      signal: entry.abort.signal,
      async whenRunning() {
        // A job can be paused again before it has woken, hence the loop.
        while (entry.gate && !entry.abort.signal.aborted) await entry.gate.promise
        entry.abort.signal.throwIfAborted()
      },
      progress(progress) {
        change(entry, progress)
        const { job } = entry
        const byBytes = job.bytesTotal !== null && job.bytesTotal > 0
        const rate = entry.meter.measure(deps.clock.now(), byBytes ? job.bytesDone : job.itemsDone)
        const left = byBytes ? job.bytesTotal! - job.bytesDone : (job.itemsTotal ?? NaN) - job.itemsDone
        change(entry, { rate, secondsLeft: rate && Number.isFinite(left) ? Math.max(0, left / rate) : null })
        tellSoon(entry)
      },
      failed(path, error) {
        if (entry.job.failures.length < LISTED_FAILURES) {
          change(entry, { failures: [...entry.job.failures, { path, error }] })
        }
        tellSoon(entry)
      },
    }
  }

  async function runToEnd(entry: Entry, run: (context: JobContext) => Promise<void>) {
    try {
      await run(contextOf(entry))
      end(entry, entry.abort.signal.aborted ? 'cancelled' : 'done')
    } catch (error) {
      if (entry.abort.signal.aborted) return end(entry, 'cancelled')
      if (!(error instanceof AppError)) deps.onBug(error)
      const notice: ErrorNotice =
        error instanceof AppError
          ? { code: error.code, params: error.params }
          : { code: 'engine-stopped', params: {} }
      change(entry, { failures: [...entry.job.failures, { path: '', error: notice }] })
      end(entry, 'failed')
    }
  }

  function end(entry: Entry, state: 'done' | 'failed' | 'cancelled') {
    change(entry, { state, rate: null, secondsLeft: null, canPause: false, canCancel: false })
    tell(entry)
    const ended = [...entries.values()].filter((other) => isEnded(other.job))
    for (const old of ended.slice(0, Math.max(0, ended.length - KEPT_ENDED))) entries.delete(old.job.id)
  }

  return {
    start(spec: JobSpec, run) {
      const entry: Entry = {
        job: newJob(newId(deps.random), spec),
        abort: new AbortController(),
        meter: new RateMeter(),
        gate: null,
        finished: Promise.resolve(),
        toldAt: 0,
        tellTimer: null,
      }
      entries.set(entry.job.id, entry)
      tell(entry)
      entry.finished = runToEnd(entry, run)
      return entry.job
    },
    list: () => [...entries.values()].map((entry) => entry.job),
    pause(id) {
      const entry = find(id)
      if (!entry.job.canPause || entry.gate) return entry.job
      entry.gate = newGate()
      entry.meter.reset()
      change(entry, { state: 'paused', rate: null, secondsLeft: null })
      tell(entry)
      return entry.job
    },
    resume(id) {
      const entry = find(id)
      if (!entry.gate) return entry.job
      const { open } = entry.gate
      entry.gate = null
      change(entry, { state: 'running' })
      tell(entry)
      open()
      return entry.job
    },
    cancel(id) {
      const entry = find(id)
      if (!entry.job.canCancel) return entry.job
      entry.abort.abort(new AppError('cancelled'))
      entry.gate?.open()
      return entry.job
    },
    dismiss(id) {
      const entry = entries.get(id)
      if (entry && isEnded(entry.job)) entries.delete(id)
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    get busy() {
      return [...entries.values()].some((entry) => !isEnded(entry.job) && entry.job.state !== 'paused')
    },
    async stop() {
      for (const entry of entries.values()) {
        entry.abort.abort(new AppError('cancelled'))
        entry.gate?.open()
      }
      await Promise.all([...entries.values()].map((entry) => entry.finished))
    },
  }
}

function isEnded(job: Job): boolean {
  return job.state === 'done' || job.state === 'failed' || job.state === 'cancelled'
}

function newGate() {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { promise, open: resolve }
}

function newJob(id: string, spec: JobSpec): Job {
  return {
    id,
    kind: spec.kind,
    subject: spec.subject,
    state: 'running',
    itemsDone: 0,
    itemsTotal: null,
    bytesDone: 0,
    bytesTotal: null,
    rate: null,
    secondsLeft: null,
    failures: [],
    canPause: spec.canPause,
    canCancel: spec.canCancel,
  }
}

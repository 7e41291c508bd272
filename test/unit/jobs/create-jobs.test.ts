import { expect, test } from 'vitest'
import { createJobs } from '../../../src/main/jobs/create-jobs.ts'
import { systemRandom } from '../../../src/main/system.ts'
import { AppError } from '../../../src/shared/errors.ts'
import type { Job } from '../../../src/shared/jobs.ts'

function jobsAt(clock = { now: () => 0 }) {
  const bugs: unknown[] = []
  const told: Job[] = []
  const jobs = createJobs({ clock, random: systemRandom, onBug: (error) => bugs.push(error) })
  jobs.onChange((job) => told.push(job))
  return {
    jobs,
    bugs,
    told,
    ended: (id: string) => until(() => told.find((job) => job.id === id && isEnd(job))),
  }
}

const isEnd = (job: Job) => ['done', 'failed', 'cancelled'].includes(job.state)

async function until<T>(look: () => T | undefined): Promise<T> {
  for (;;) {
    const found = look()
    if (found) return found
    await new Promise((resolve) => setImmediate(resolve))
  }
}

const spec = { kind: 'index', subject: 'Harbour', canPause: true, canCancel: true } as const

test('rate and time left come from the last seconds', async () => {
  let now = 0
  const { jobs, ended } = jobsAt({ now: () => now })
  const { id } = jobs.start(spec, async (context) => {
    for (let step = 0; step <= 10; step++) {
      now = step * 200
      context.progress({ bytesDone: step * 1_000, bytesTotal: 20_000 })
    }
    await Promise.resolve()
    expect(jobs.list()[0]).toMatchObject({ rate: 5_000, secondsLeft: 2 })
  })
  expect((await ended(id)).state).toBe('done')
})

test('a paused job waits at its next step and goes on where it was', async () => {
  const { jobs, ended } = jobsAt()
  const steps: number[] = []
  const { id } = jobs.start(spec, async (context) => {
    for (let step = 1; step <= 3; step++) {
      await context.whenRunning()
      steps.push(step)
      if (step === 1) jobs.pause(id)
    }
  })
  await until(() => jobs.list()[0]?.state === 'paused' || undefined)
  expect(steps).toEqual([1])
  expect(jobs.busy).toBe(false)
  jobs.resume(id)
  await ended(id)
  expect(steps).toEqual([1, 2, 3])
})

test('cancel reaches a paused job, and it ends as cancelled', async () => {
  const { jobs, ended } = jobsAt()
  const { id } = jobs.start(spec, async (context) => {
    for (;;) {
      await context.whenRunning()
      jobs.pause(id)
    }
  })
  jobs.cancel(id)
  expect(await ended(id)).toMatchObject({ state: 'cancelled', canPause: false })
})

test('an expected failure ends the job with its reason, a bug is also reported', async () => {
  const { jobs, ended, bugs } = jobsAt()
  const full = jobs.start(spec, () => Promise.reject(new AppError('disk-full', { path: '/b' })))
  expect(await ended(full.id)).toMatchObject({
    state: 'failed',
    failures: [{ error: { code: 'disk-full' } }],
  })
  expect(bugs).toEqual([])
  const bug = jobs.start(spec, () => Promise.reject(new TypeError('x')))
  expect((await ended(bug.id)).state).toBe('failed')
  expect(bugs).toHaveLength(1)
})

test('stop waits until every job has reached its end', async () => {
  const { jobs } = jobsAt()
  let safe = false
  jobs.start(spec, async (context) => {
    await new Promise<void>((resolve) => context.signal.addEventListener('abort', () => resolve()))
    await new Promise((resolve) => setImmediate(resolve))
    safe = true
  })
  await jobs.stop()
  expect(safe).toBe(true)
})

import { describe, expect, test } from 'vitest'
import { milestone } from '../../../../src/renderer/jobs/job-announcer.tsx'
import { foremost, isActive, shareDone, withJob } from '../../../../src/renderer/jobs/job-list.ts'
import { jobAmount, rateAndLeft } from '../../../../src/renderer/jobs/job-words.ts'
import type { Job } from '../../../../src/shared/jobs.ts'
import { en, ja } from '../../../../src/shared/text/index.ts'

function job(over: Partial<Job> = {}): Job {
  return {
    id: 'one',
    kind: 'import',
    subject: 'NIKON Z 8',
    state: 'running',
    itemsDone: 0,
    itemsTotal: 388,
    bytesDone: 0,
    bytesTotal: 21_600_000_000,
    rate: null,
    secondsLeft: null,
    failures: [],
    canPause: true,
    canCancel: true,
    ...over,
  }
}

describe('jobs in words', () => {
  test('bytes share one unit, rate and time left follow; what is unknown is left out', () => {
    const running = job({ bytesDone: 11_200_000_000, rate: 118_000_000, secondsLeft: 170 })
    expect(jobAmount(en.import, running)).toBe('11.2 of 21.6 GB')
    expect(rateAndLeft(en.import, running)).toBe('118 MB/s, 3 min left')
    expect(rateAndLeft(ja.import, running)).toBe('118 MB/s、残り3分')
    expect(rateAndLeft(en.import, job())).toBe('')
  })

  test('without bytes the items count', () => {
    const previews = job({
      kind: 'previews',
      bytesTotal: null,
      itemsDone: 3_796,
      itemsTotal: 5_000,
      rate: 42,
    })
    expect(jobAmount(en.import, previews)).toBe('3,796 of 5,000')
    expect(rateAndLeft(en.import, previews)).toBe('42/s')
    expect(jobAmount(en.import, { ...previews, itemsTotal: null })).toBe('3,796')
  })

  test('the start, each quarter and the end are said', () => {
    const at = (bytesDone: number, state: Job['state'] = 'running') =>
      milestone(en.import, job({ bytesDone, state }))
    expect(at(0)).toBe('Copying NIKON Z 8: started')
    expect(at(5_399_999_999)).toBe('Copying NIKON Z 8: started')
    expect(at(5_400_000_000)).toBe('Copying NIKON Z 8: 25 %')
    expect(at(20_000_000_000)).toBe('Copying NIKON Z 8: 75 %')
    expect(at(21_600_000_000)).toBeNull()
    expect(at(21_600_000_000, 'done')).toBe('Copying NIKON Z 8: done')
    expect(at(3, 'paused')).toBeNull()
    const failure = { path: 'a', error: { code: 'read-failed' as const, params: {} } }
    expect(milestone(en.import, job({ state: 'done', failures: [failure, failure] }))).toBe(
      'Copying NIKON Z 8: done, 2 failed',
    )
  })
})

describe('the list of jobs', () => {
  test('a change stays in its place, a new job comes last', () => {
    const list = [job({ id: 'a' }), job({ id: 'b' })]
    expect(withJob(list, job({ id: 'a', itemsDone: 7 })).map(({ id, itemsDone }) => [id, itemsDone])).toEqual(
      [
        ['a', 7],
        ['b', 0],
      ],
    )
    expect(withJob(list, job({ id: 'c' })).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })

  test('the status bar shows what runs before what waits, and an import before the rest', () => {
    const previews = job({ id: 'previews', kind: 'previews' })
    const waiting = job({ id: 'waiting', state: 'waiting' })
    const copying = job({ id: 'copying' })
    expect(foremost([waiting, previews])?.id).toBe('previews')
    expect(foremost([previews, waiting, copying])?.id).toBe('copying')
    expect(foremost([])).toBeNull()
  })

  test('a share is known only where a total is', () => {
    expect(shareDone(job({ bytesTotal: null, itemsTotal: null }))).toBeNull()
    expect(shareDone(job({ bytesTotal: null, itemsDone: 97 }))).toBe(0.25)
    expect(shareDone(job({ state: 'done' }))).toBe(1)
    expect(isActive(job({ state: 'failed' }))).toBe(false)
  })
})

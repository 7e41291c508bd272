import { expect, test } from 'vitest'
import { frameWords } from '../../../../src/renderer/sync/frame-words.ts'
import { stateSentence } from '../../../../src/renderer/sync/state-sentence.ts'
import { uploadPace } from '../../../../src/renderer/sync/upload-words.ts'
import type { SyncStatus } from '../../../../src/shared/sync-status.ts'
import { createFormat } from '../../../../src/shared/text/format.ts'
import { en, ja } from '../../../../src/shared/text/index.ts'

const now = Date.UTC(2025, 1, 8, 12)
const format = createFormat('en', '')
const noUploads = { files: 0, bytes: 0, previews: 0, parked: 0, bytesPerSecond: 0 }
const counts = { unsent: 0, held: [], uploads: noUploads, doneAt: null }
const noConnection = {
  reason: 'no-connection',
  params: { server: 'https://a.example', reason: 'refused' },
} as const
const upToDate: SyncStatus = { state: 'up-to-date', since: now, ...counts }
const every: SyncStatus[] = [
  { state: 'no-account', ...counts },
  { state: 'locked', wrong: false, ...counts },
  upToDate,
  { state: 'sending', ...counts, unsent: 3 },
  { state: 'receiving', ...counts },
  { state: 'offline', since: now, trouble: noConnection, ...counts },
  { state: 'paused', ...counts },
  { state: 'needs-you', since: now, trouble: { reason: 'quota', params: {} }, ...counts },
  { state: 'needs-you', since: now, trouble: { reason: 'not-your-space', params: {} }, ...counts },
  {
    state: 'needs-you',
    since: null,
    trouble: null,
    ...counts,
    held: [{ kind: 'photos-trashed', trashed: 3, photos: 4 }],
  },
]

const shown = (status: SyncStatus) => frameWords(status, en, format, now)

test('each state has words of its own, in both languages', () => {
  for (const [text, language] of [[en, 'en'] as const, [ja, 'ja'] as const]) {
    const words = every.map((status) => frameWords(status, text, createFormat(language, ''), now).words)
    expect(new Set(words).size).toBe(every.length)
    for (const each of words) expect(each).not.toBe('')
  }
})

test('only what needs the user has a colour, and what is of another is red', () => {
  expect(every.map((status) => shown(status).tone)).toEqual([
    ...['quiet', 'warn', 'quiet', 'quiet', 'quiet', 'quiet', 'quiet', 'warn', 'danger', 'warn'],
  ])
})

test('up to date is said only when nothing waits', () => {
  expect(shown(upToDate).words).toBe('Up to date')
  expect(shown({ ...upToDate, unsent: 1 }).words).toBe('1 change to send')
  expect(shown({ ...upToDate, uploads: { ...noUploads, previews: 2 } }).words).toBe('2 previews to upload')
  const files = { ...noUploads, files: 3, previews: 2, bytes: 1_900_000_000 }
  expect(shown({ ...upToDate, uploads: files }).words).toBe('1.9 GB to upload')
  expect(shown({ state: 'paused', ...counts, unsent: 2 }).words).toBe('Sync paused, 2 changes to send')
})

test('the sentence below does not say again what stands above it', () => {
  for (const status of every) expect(stateSentence(status, en, format)).not.toContain(shown(status).words)
  expect(stateSentence(every[5]!, en, format)).toContain('https://a.example cannot be reached')
})

test('an upload says its rate and the time left while it runs', () => {
  expect(uploadPace(noUploads, en)).toBe('')
  expect(uploadPace({ ...noUploads, files: 1, bytes: 600e6, bytesPerSecond: 5e6 }, en)).toBe(
    '5 MB/s, 2 min left',
  )
})

import { expect, test } from 'vitest'
import { actWords, timeWords, whoWords } from '../../../../src/renderer/space/access-words.ts'
import { lastUsedOf } from '../../../../src/renderer/space/last-used.ts'
import { storageParts } from '../../../../src/renderer/space/storage-parts.ts'
import type { AccessRow } from '../../../../src/shared/account.ts'
import { createFormat } from '../../../../src/shared/text/format.ts'
import { en, ja } from '../../../../src/shared/text/index.ts'

const shares = (room: Parameters<typeof storageParts>[0]) => storageParts(room).map(({ share }) => share)

test('the parts of the storage add up, also where it is full, overfull or nothing', () => {
  expect(shares({ quota: 100, used: 25, reserved: 25 })).toEqual([0.25, 0.25, 0.5])
  expect(shares({ quota: 100, used: 150, reserved: 50 })).toEqual([0.75, 0.25, 0])
  expect(shares({ quota: 0, used: 0, reserved: 0 })).toEqual([0, 0, 0])
  expect(storageParts({ quota: 100, used: 25, reserved: 0 }).map(({ bytes }) => bytes)).toEqual([25, 0, 75])
})

test('a device was used when the latest of its sessions was', () => {
  const device = { id: 'a', name: 'Desk', addedAt: 0, removedAt: null, isThis: false }
  const session = (deviceId: string, lastUsedAt: number) => ({
    ...{ id: `${lastUsedAt}`, deviceId, deviceName: null, createdAt: 0, lastUsedAt, isThis: false },
  })
  expect(lastUsedOf(device, [session('a', 5), session('b', 9), session('a', 7)])).toBe(7)
  expect(lastUsedOf(device, [session('b', 9)])).toBeNull()
})

const row: AccessRow = {
  ...{ from: Date.UTC(2025, 1, 8, 12), to: Date.UTC(2025, 1, 8, 12), who: 'device', device: 'Laptop' },
  ...{ verb: 'read', kind: 'record', count: 3, bytes: 10, result: 'done' },
}

test('a row of accesses is told as a person says it', () => {
  expect(actWords(row, en)).toBe('read changes')
  expect(actWords({ ...row, verb: 'sign-in', kind: 'session' }, en)).toBe('signed in')
  expect(actWords(row, ja)).toBe('変更内容の読み取り')
  expect(whoWords(row, en)).toBe('Laptop')
  expect(whoWords({ ...row, who: 'this' }, en)).toBe('Laptop (this one)')
  expect(whoWords({ ...row, who: 'other', device: null }, en)).toBe('another account')
  const format = createFormat('en', '')
  expect(timeWords(row, en, format)).toBe(format.moment(row.from))
  const later = { ...row, to: row.from + 60_000 }
  expect(timeWords(later, en, format)).toBe(
    `${format.moment(row.from)} – ${format.shortMoment(later.to, row.from)}`,
  )
})

import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { expect, test } from 'vitest'
import { startOrAttach, whenGone } from '../../../src/main/engine/attach.ts'
import { offerRestore } from '../../../src/main/hosts/library/offer-restore.ts'
import type { ErrorNotice } from '../../../src/shared/errors.ts'
import { damagedLibrary } from '../catalog/damaged-library.ts'

/** Speaks for a user who always answers the same, and notes what was asked and told. */
function talkOf(answer: boolean) {
  const asked: ErrorNotice[] = []
  const told: ErrorNotice[] = []
  const ask = async (damaged: ErrorNotice) => (asked.push(damaged), answer)
  return { asked, told, ask, tell: (restored: ErrorNotice) => void told.push(restored) }
}

test('on yes the backup is put in place, told, and the library opened', async () => {
  const { folder, path, backup } = await damagedLibrary()
  const talk = talkOf(true)
  const engine = await offerRestore(folder, () => startOrAttach(folder), talk)
  const info = await engine!.client.app.info()
  await engine!.client.app.stop({ unlessNeeded: false })
  await whenGone(folder)
  expect(info.photos).toBe(5)
  expect(talk.asked).toMatchObject([{ code: 'library-damaged', params: { path, backup } }])
  expect(talk.told).toMatchObject([{ code: 'library-restored', params: { backup } }])
  expect(readdirSync(String(talk.told[0]!.params['kept']))).toContain('catalog.db')
})

test('on no nothing is changed', async () => {
  const { folder, path } = await damagedLibrary()
  const before = readFileSync(path)
  const talk = talkOf(false)
  expect(await offerRestore(folder, () => startOrAttach(folder), talk)).toBe(null)
  expect(readFileSync(path).equals(before)).toBe(true)
  expect(readdirSync(folder).filter((name) => name.startsWith('damaged'))).toEqual([])
  expect(talk.told).toEqual([])
})

test('where there is no backup, nothing is asked', async () => {
  const { folder, backup } = await damagedLibrary()
  rmSync(backup)
  const talk = talkOf(true)
  await expect(offerRestore(folder, () => startOrAttach(folder), talk)).rejects.toMatchObject({
    code: 'library-damaged',
  })
  expect(talk.asked).toEqual([])
})

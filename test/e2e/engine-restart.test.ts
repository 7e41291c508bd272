import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApp } from './app.ts'
import type { App } from './app.ts'

let app: App
beforeAll(async () => {
  app = await openApp()
})
afterAll(() => app.close())

const enginePid = () =>
  (JSON.parse(readFileSync(join(app.library, 'engine.json'), 'utf8')) as { pid: number }).pid

test('when the engine dies the page begins anew on another one, by itself', async () => {
  const heading = app.page.getByRole('heading').first()
  await heading.waitFor()
  expect(app.pageErrors).toEqual([])
  const before = enginePid()
  const reloaded = app.page.waitForEvent('load')
  process.kill(before, 'SIGKILL')
  await reloaded
  await heading.waitFor()
  expect(enginePid()).not.toBe(before)
  expect(new URL(app.page.url()).search).toBe('')
})

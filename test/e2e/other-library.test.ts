import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, expectAccessible, openApp } from './app.ts'
import { tabTo } from './keyboard.ts'

describe('another library, by keyboard alone', { timeout: 240_000 }, () => {
  let home: string
  let app: App
  const at = (name: string) => join(home, name)
  const isAt = (name: string) => app.page.getByText(`Library: ${at(name)},`).waitFor()

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'image-space-other-'))
    mkdirSync(at('empty'))
    mkdirSync(at('photos'))
    writeFileSync(join(at('photos'), 'one.jpg'), 'a photo')
    app = await openApp({ library: at('first') })
  }, 240_000)
  afterAll(async () => {
    await app.close()
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  })

  async function choose(name: string): Promise<void> {
    const { page } = app
    await page.getByRole('dialog').getByText('Your present library stays as it is').waitFor()
    await tabTo(page, 'combobox', 'Path')
    await page.keyboard.press('Control+a')
    await page.keyboard.type(at(name))
    await page.keyboard.press('Enter')
    await tabTo(page, 'button', `Choose “${name}”`)
    await page.keyboard.press('Enter')
  }

  test('an empty folder becomes a new library, opened from the first run', async () => {
    const { page } = app
    await isAt('first')
    await tabTo(page, 'button', 'Open another library…')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await expectAccessible(page)
    const reloaded = page.waitForEvent('load')
    await choose('empty')
    await reloaded
    await isAt('empty')
    await page.getByRole('heading', { name: 'Where are your photos?' }).waitFor()
    expect(existsSync(join(at('empty'), 'catalog.db'))).toBe(true)
    expect(existsSync(join(at('first'), 'catalog.db'))).toBe(true)
  })

  test('a folder of other files is refused in words, and the library stays', async () => {
    const { page } = app
    await page.keyboard.press('Control+k')
    await page.keyboard.type('another library')
    await page.keyboard.press('Enter')
    await choose('photos')
    await page
      .getByRole('alert')
      .getByText(`${at('photos')} holds other files and no library.`)
      .waitFor()
    await expectAccessible(page)
    await isAt('empty')
  })

  test('the settings lead back to the first library', async () => {
    const { page } = app
    await page.keyboard.press('Control+,')
    await tabTo(page, 'button', 'Library')
    await page.keyboard.press('Enter')
    await page.getByText(at('empty'), { exact: true }).waitFor()
    await tabTo(page, 'button', 'Open another library…')
    await page.keyboard.press('Enter')
    const reloaded = page.waitForEvent('load')
    await choose('first')
    await reloaded
    await isAt('first')
    expect(app.pageErrors).toEqual([])
  })
})

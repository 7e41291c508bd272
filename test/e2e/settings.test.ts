import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, expectAccessible, openApp } from './app.ts'
import { tabTo } from './keyboard.ts'

describe('settings', { timeout: 240_000 }, () => {
  let app: App
  beforeAll(async () => {
    app = await openApp()
  }, 240_000)
  afterAll(() => app.close())

  test('every section is reached by key and readable for everybody', async () => {
    const { page } = app
    await page.getByRole('heading', { name: 'Where are your photos?' }).waitFor()
    await page.keyboard.press('Control+,')
    for (const name of ['Appearance', 'Import', 'Author', 'Keyboard', 'Library', 'Checks']) {
      await tabTo(page, 'button', name)
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name, level: 2 }).waitFor()
      await expectAccessible(page)
    }
    await tabTo(page, 'button', 'Check now')
    await page.keyboard.press('Enter')
    await page.locator('.checks-result .note').first().waitFor()
  })

  test('a changed language takes effect at once and stays after a restart', async () => {
    await tabTo(app.page, 'button', 'Appearance')
    await app.page.keyboard.press('Enter')
    await tabTo(app.page, 'radio', 'As the system')
    await app.page.keyboard.press('ArrowRight')
    await app.page.keyboard.press('ArrowRight')
    await app.page.keyboard.press('Space')
    await app.page.getByRole('heading', { name: '設定', level: 1 }).waitFor()
    await app.page.keyboard.press('Escape')
    await app.restart()
    await app.page.getByRole('heading', { name: '写真はどこにありますか' }).waitFor()
    await expectAccessible(app.page)
    expect(app.pageErrors).toEqual([])
  })
})

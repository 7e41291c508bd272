import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, expectAccessible, openApp } from './app.ts'
import { indexFolder, writePhotos } from './generated-photos.ts'
import { tabTo } from './keyboard.ts'

describe('in light colours', { timeout: 240_000 }, () => {
  let home: string
  let app: App

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'image-space-light-'))
    mkdirSync(join(home, 'photos'))
    await writePhotos(join(home, 'photos'), [
      { name: 'DSC_0001.JPG', takenAt: '2025:02:08 09:14:06' },
      { name: 'DSC_0002.JPG', takenAt: '2025:02:08 09:15:06' },
    ])
    await indexFolder(join(home, 'photos'), join(home, 'library'))
    app = await openApp({ library: join(home, 'library'), colorScheme: 'light' })
  }, 240_000)
  afterAll(async () => {
    await app.close()
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  })

  test('library, marks, palette, loupe and settings are readable for everybody', async () => {
    const { page } = app
    const { keyboard } = page
    await page.getByRole('gridcell').first().waitFor()
    await keyboard.press('Home')
    for (const key of ['3', 'p', 'ArrowRight', 'x']) await keyboard.press(key)
    await page.locator('.cell-rejected').waitFor()
    await expectAccessible(page)

    await keyboard.press('Control+k')
    await page.getByRole('dialog').waitFor()
    await expectAccessible(page)
    await keyboard.press('Escape')

    await keyboard.press('Home')
    await keyboard.press('Enter')
    await page.locator('.loupe').waitFor()
    await expectAccessible(page)
    await keyboard.press('Escape')

    await keyboard.press('Control+,')
    for (const name of ['Appearance', 'Library', 'Checks']) {
      await tabTo(page, 'button', name)
      await keyboard.press('Enter')
      await page.getByRole('heading', { name, level: 2 }).waitFor()
      await expectAccessible(page)
    }
    expect(app.pageErrors).toEqual([])
  })
})

import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, expectAccessible, openApp } from './app.ts'
import { tabTo } from './keyboard.ts'

// The sample card is made picture by picture; a busy machine takes its time.
const MAKING_MS = 240_000
const COPYING_MS = 120_000

describe('from the first run to the library, by keyboard alone', { timeout: 600_000 }, () => {
  let home: string
  let app: App
  let page: Page
  const primary = () => page.locator('.action-bar').getByRole('button')
  const pictures = () => join(home, 'Pictures')
  const second = () => join(home, 'second')

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'image-space-import-'))
    mkdirSync(second())
    app = await openApp({
      library: join(home, 'library'),
      env: { HOME: home, XDG_CONFIG_HOME: join(home, '.config') },
    })
    page = app.page
  }, 240_000)
  afterAll(async () => {
    await app.close()
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  })

  test('an empty library offers three ways to begin, and makes a sample card', async () => {
    await page.getByRole('heading', { name: 'Where are your photos?' }).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('3')
    await page.getByText('Copy 60 photos').waitFor({ timeout: MAKING_MS })
    await page.getByRole('gridcell').first().waitFor()
    expect(await page.getByRole('gridcell').first().locator('img').count()).toBe(1)
    await expectAccessible(page)
  })

  test('photos are rejected, picked and looked at on the card', async () => {
    for (const key of ['x', 'ArrowRight', 'x', 'ArrowRight', 'p', 'ArrowRight', 'p', 'ArrowRight', 'p']) {
      await page.keyboard.press(key)
    }
    await page.getByText('Copy 58 photos').waitFor()
    await page.getByText('Rejected 2', { exact: true }).waitFor()
    await page.getByText('Picks 3', { exact: true }).waitFor()
    await page.getByText('2 rejected stay on the card').waitFor()
    await page.keyboard.press('Space')
    await page.getByRole('region', { name: 'Look closer' }).getByText('5 of 60').waitFor()
    await page.keyboard.press('ArrowLeft')
    await page.getByRole('region', { name: 'Look closer' }).getByText('4 of 60').waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Space')
    await page.getByRole('grid').waitFor()
  })

  test('a second folder is chosen by typing its path', async () => {
    await tabTo(page, 'switch', 'Second copy')
    await page.keyboard.press('Space')
    await page.getByRole('dialog').waitFor()
    await expectAccessible(page)
    await tabTo(page, 'combobox', 'Path')
    await page.keyboard.press('Control+a')
    await page.keyboard.type(second())
    await page.keyboard.press('Enter')
    await tabTo(page, 'button', 'Choose “second”')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByText('Same volume: does not count for “safe to format”').waitFor()
  })

  test('the copy ends with a verdict that has the focus, and the card is as it was', async () => {
    const card = join(app.library, 'sample-card')
    const before = treeHash(card)
    await tabTo(page, 'gridcell', /^DSC_/)
    await page.keyboard.press('Enter')
    const verdict = page.getByRole('status').filter({ has: page.getByRole('heading', { level: 2 }) })
    await verdict.waitFor({ timeout: COPYING_MS })
    await verdict.getByText('58 photos have one verified copy each').waitFor()
    await verdict.getByText('A second copy counts when it is on another one').waitFor()
    expect(await verdict.evaluate((panel) => panel === document.activeElement)).toBe(true)
    await expectAccessible(page)
    expect(treeHash(card)).toBe(before)
    expect(readdirSync(join(pictures(), 'ascmhl'))).toContain('ascmhl_chain.xml')
    expect(filesBelow(pictures()).filter(isPhoto)).toEqual(filesBelow(second()).filter(isPhoto))
  })

  test('the photos are in the library', async () => {
    await tabTo(page, 'button', 'Show photos')
    await page.keyboard.press('Enter')
    await page
      .getByText(/^58 photos/)
      .first()
      .waitFor()
    await page.getByRole('gridcell').first().waitFor()
  })

  test('the same card again has nothing new but what was rejected', async () => {
    await page.keyboard.press('Control+i')
    await tabTo(page, 'button', 'Close sample-card')
    await page.keyboard.press('Enter')
    await tabTo(page, 'button', 'Choose a card or folder')
    await page.keyboard.press('Enter')
    await tabTo(page, 'combobox', 'Path')
    await page.keyboard.type(join(app.library, 'sample-card'))
    await page.keyboard.press('Enter')
    await tabTo(page, 'button', 'Choose “sample-card”')
    await page.keyboard.press('Enter')
    await page.getByText('Already imported 58', { exact: true }).waitFor({ timeout: COPYING_MS })
    await page.getByText('Copy 2 photos').waitFor()
    await page.keyboard.press('Control+a')
    await page.keyboard.press('x')
    await page.getByText('Every new photo is rejected or left out.').first().waitFor()
    expect(await primary().getAttribute('aria-disabled')).toBe('true')
    expect(app.pageErrors).toEqual([])
  })
})

const isPhoto = (path: string) => /\.(?:JPG|DNG)$/.test(path)

/** Paths of all files below a folder, relative to it. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}

function treeHash(folder: string): string {
  const hash = createHash('sha256')
  for (const path of filesBelow(folder)) hash.update(path).update(readFileSync(join(folder, path)))
  return hash.digest('hex')
}

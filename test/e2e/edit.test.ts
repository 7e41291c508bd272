import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, expectAccessible, openApp } from './app.ts'
import { indexFolder, writePhotos } from './generated-photos.ts'

/** The machine may be busy with other tests. */
const patient = { timeout: 15_000 }
const photos = Array.from({ length: 6 }, (_, index) => ({
  name: `DSC_400${index}.JPG`,
  takenAt: `2025:02:08 09:1${index}:00`,
}))

describe('edits by keyboard, undone and done again', { timeout: 240_000 }, () => {
  let home: string
  let app: App
  const page = () => app.page
  const press = async (...keys: string[]) => {
    for (const key of keys) await page().keyboard.press(key)
  }
  /** The newest photo: the first cell of the grid. */
  const first = () => cell(page(), 'DSC_4005.JPG')
  const told = (words: string) => page().locator('.notice-bar').getByText(words, { exact: true }).waitFor()

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'image-space-edit-'))
    mkdirSync(join(home, 'photos'))
    await writePhotos(join(home, 'photos'), photos)
    await indexFolder(join(home, 'photos'), join(home, 'library'))
    app = await openApp({ library: join(home, 'library') })
    await first().waitFor()
  }, 240_000)
  afterAll(async () => {
    await app.close()
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  })

  test('rating, flag and label are one key each', async () => {
    await press('Control+2', 'Home', '3')
    await told('1 photo rated 3.')
    await press('p', '6')
    await named(first(), /3 stars.*Pick.*Red/i)
    await press(']')
    await named(first(), /4 stars/)
    await expectAccessible(page())
  })

  test('title and keywords are typed, and single keys are letters meanwhile', async () => {
    await press('t')
    await page().keyboard.type('Pixel 5')
    await press('Enter')
    await told('Title of 1 photo changed.')
    await press('k')
    await page().keyboard.type('snow')
    await press('Enter')
    await told('Keyword “snow” added to 1 photo.')
    await press('Escape')
    await page().getByRole('button', { name: 'Remove snow' }).waitFor()
    await named(cell(page(), 'Pixel 5'), /4 stars.*Pick/i)
  })

  test('a photo goes into a new album by name, a selection is rated at once', async () => {
    await press('b')
    await page().getByRole('combobox', { name: 'Add to album' }).waitFor()
    await page().keyboard.type('Winter')
    await expectAccessible(page())
    await press('Enter')
    await told('1 photo added to “Winter”.')
    await press('Control+a', '2')
    await told('6 photos rated 2.')
    expect(
      await page()
        .getByRole('gridcell', { name: /2 stars/ })
        .count(),
    ).toBe(6)
  })

  test('everything is undone step by step, and done again', async () => {
    // 3, pick, red, ] , title, keyword, album, its photo, all rated.
    const steps = 9
    for (let step = 0; step < steps; step++) {
      await press('Control+z')
      await page()
        .locator('.notice-bar')
        .getByText(/^Undone:/)
        .waitFor()
    }
    await named(cell(page(), 'DSC_4005.JPG'), /^(?!.*(star|pick|red)).*$/i)
    await page().getByText('Winter', { exact: true }).waitFor({ state: 'detached' })
    await press('Control+k')
    await page().keyboard.type('undo')
    await page()
      .getByRole('option', { name: /Undo.*nothing to undo/ })
      .waitFor()
    await press('Escape')
    for (let step = 0; step < steps; step++) await press('Control+Shift+z')
    await named(cell(page(), 'Pixel 5'), /2 stars.*Pick.*Red/i)
    await page().getByText('Winter', { exact: true }).first().waitFor()
  })

  test('undo goes on after the page was loaded again, and after the engine was started again', async () => {
    await page().reload()
    await named(cell(page(), 'Pixel 5'), /2 stars/)
    await press('Control+z')
    await named(cell(page(), 'Pixel 5'), /4 stars/)
    await app.restart()
    await named(cell(page(), 'Pixel 5'), /4 stars/)
    await press('Control+Shift+z')
    await told('Done again: 6 photos rated 2.')
    await named(cell(page(), 'Pixel 5'), /2 stars/)
  })

  test('a photo goes to the trash and comes back by the palette', async () => {
    await press('Control+2', 'Home', 'Delete')
    await told('1 photo moved to the trash.')
    await expect.poll(() => cells(page()).count(), patient).toBe(5)
    await command(page(), 'Trash')
    await cell(page(), 'Pixel 5').waitFor()
    await expect.poll(() => cells(page()).count(), patient).toBe(1)
    await command(page(), 'Restore from the trash')
    await told('1 photo restored from the trash.')
    await command(page(), 'All photos')
    await cell(page(), 'Pixel 5').waitFor()
    await expect.poll(() => cells(page()).count(), patient).toBe(6)
  })

  test('the album is opened by the palette, ordered by key, and lets a photo go', async () => {
    await press('Control+2', 'Control+a', 'b')
    await page()
      .getByRole('option', { name: /^Winter/ })
      .waitFor()
    await page().keyboard.type('Winter')
    await press('Enter')
    // One of the six is in it already.
    await told('5 photos added to “Winter”.')
    await command(page(), 'Go to Winter')
    await cells(page()).nth(5).waitFor()
    await press('Control+2', 'Home')
    const before = await order(page())
    await press('Alt+Shift+ArrowRight')
    await expect.poll(() => order(page()), patient).toEqual([before[1], before[0], ...before.slice(2)])
    await press('Delete')
    await told('1 photo removed from “Winter”.')
    await expect.poll(() => cells(page()).count(), patient).toBe(5)
    await press('Control+z')
    await expect.poll(() => cells(page()).count(), patient).toBe(6)
  })

  test('the key sheet lists the keys and finds them', async () => {
    await press('?')
    const sheet = page().getByRole('dialog', { name: 'Keys' })
    await sheet.getByText('Undo', { exact: true }).waitFor()
    await expectAccessible(page())
    await page().keyboard.type('reject')
    await sheet.getByText('Undo', { exact: true }).waitFor({ state: 'detached' })
    await sheet.getByText('Reject', { exact: true }).waitFor()
    await press('Escape')
    await sheet.waitFor({ state: 'detached' })
    expect(app.pageErrors).toEqual([])
  })
})

/** The photos of the grid; the sidebar has cells of its own. */
function cells(page: Page): Locator {
  return page.locator('.cell')
}

function cell(page: Page, name: string): Locator {
  return page.getByRole('gridcell', { name: new RegExp(`^${name.replaceAll('.', '\\.')}`) })
}

async function named(cell: Locator, words: RegExp): Promise<void> {
  await expect.poll(() => cell.getAttribute('aria-label'), patient).toMatch(words)
}

/** Runs a command as a user does who does not know its key. */
async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Commands' }).waitFor()
  await page.keyboard.type(name)
  await page.getByRole('option', { name, selected: true }).first().waitFor()
  await page.keyboard.press('Enter')
}

/** Accessible names of the cells as they stand. */
async function order(page: Page): Promise<(string | null)[]> {
  const found = await cells(page).all()
  const placed = await Promise.all(
    found.map(async (one) => ({
      at: Number(await one.getAttribute('data-position')),
      name: await one.getAttribute('aria-label'),
    })),
  )
  return placed.sort((a, b) => a.at - b.at).map(({ name }) => name)
}

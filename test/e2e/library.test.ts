import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, expectAccessible, openApp } from './app.ts'
import { indexFolder, writePhotos } from './generated-photos.ts'

const photos = Array.from({ length: 40 }, (_, index) => ({
  name: `DSC_${1000 + index}.JPG`,
  takenAt: `202${3 + Math.floor(index / 20)}:0${1 + (index % 4)}:08 09:${10 + index}:00`,
}))

describe('the library', { timeout: 240_000 }, () => {
  let home: string
  let app: App
  const grid = () => app.page.getByRole('grid', { name: 'Photos' })
  const focused = () => app.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')
  const selected = () => grid().locator('[aria-selected=true]').count()
  const counted = (words: string | RegExp) =>
    app.page.locator('.view-count').getByText(words).first().waitFor()

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'image-space-library-'))
    mkdirSync(join(home, 'photos'))
    await writePhotos(join(home, 'photos'), photos)
    await indexFolder(join(home, 'photos'), join(home, 'library'))
    app = await openApp({ library: join(home, 'library') })
    await grid().getByRole('gridcell').first().waitFor()
  }, 240_000)
  afterAll(async () => {
    await app.close()
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  })

  test('arrows move by place, Shift extends, Mod moves the focus alone, and the focus is never lost', async () => {
    const { keyboard } = app.page
    await keyboard.press('Control+2')
    await keyboard.press('Home')
    await expect.poll(focused).toContain('DSC_1039')
    await keyboard.press('ArrowRight')
    await keyboard.press('Shift+ArrowRight')
    await keyboard.press('Shift+ArrowRight')
    expect(await selected()).toBe(3)
    await keyboard.press('Control+ArrowDown')
    expect(await selected()).toBe(3)
    await keyboard.press('End')
    await expect.poll(focused).toContain('DSC_1000')
    expect(await selected()).toBe(1)
    // The focused photo is scrolled far out of sight and still has the focus.
    await grid().evaluate((element) => element.closest('.grid-scroller')?.scrollTo(0, 0))
    await expect.poll(() => grid().getByRole('row').first().innerText()).toContain('2024')
    expect(await focused()).toContain('DSC_1000')
    await keyboard.press('PageUp')
    await expect.poll(focused).not.toContain('DSC_1000')
  })

  test('every row says where it is in the whole', async () => {
    const rows = await grid()
      .getByRole('row')
      .evaluateAll((elements) => elements.map((element) => Number(element.getAttribute('aria-rowindex'))))
    expect(new Set(rows).size).toBe(rows.length)
    expect(Math.max(...rows)).toBeLessThanOrEqual(Number(await grid().getAttribute('aria-rowcount')))
  })

  test('the timeline leads to a month, by key and by mouse', async () => {
    const timeline = app.page.getByRole('slider', { name: 'Timeline' })
    await timeline.focus()
    await app.page.keyboard.press('End')
    await expect.poll(() => timeline.getAttribute('aria-valuetext')).toContain('2023')
    await app.page.keyboard.press('Home')
    await expect.poll(() => timeline.getAttribute('aria-valuetext')).toBe('April 2024, 5 photos')
    const box = (await timeline.boundingBox())!
    await app.page.mouse.click(box.x + box.width / 2, box.y + box.height - 3)
    await expect.poll(() => timeline.getAttribute('aria-valuetext')).toContain('2023')
  })

  test('filters and the search line are one', async () => {
    await app.page.getByRole('button', { name: 'Date' }).click()
    await app.page.getByRole('button', { name: '2023' }).click()
    await counted('20')
    await app.page.getByRole('button', { name: 'date 2023', exact: false }).first().waitFor()
    await app.page.keyboard.press('Escape')
    await app.page.getByRole('combobox', { name: 'Search photos' }).focus()
    await app.page.keyboard.type('iso:>32OO')
    await app.page.keyboard.press('Escape')
    await app.page.getByText(/“>32OO” is not a number/).waitFor()
    await app.page.getByRole('button', { name: 'Clear the search' }).click()
    await counted('40')
    await app.page.keyboard.type('nosuchword')
    await app.page.getByRole('heading', { name: 'Nothing matches this search' }).waitFor()
    await expectAccessible(app.page)
    await app.page.getByRole('button', { name: 'Clear the search' }).first().click()
    await counted('40')
  })

  test('an empty place says what it would hold', async () => {
    await app.page.getByRole('row', { name: /^Picks/ }).click()
    await app.page.getByRole('heading', { name: 'No picks yet' }).waitFor()
    await expectAccessible(app.page)
    await app.page.getByRole('button', { name: 'Show all photos' }).click()
    await counted('40')
  })

  test('photos dragged onto an album are in it', async () => {
    await app.page.getByRole('button', { name: 'New album' }).click()
    await app.page.keyboard.type('Winter')
    await app.page.keyboard.press('Enter')
    const album = app.page.getByRole('row', { name: /^Winter/ })
    await album.waitFor()
    await app.page.getByRole('heading', { name: 'No photos in “Winter” yet' }).waitFor()
    await app.page.getByRole('button', { name: 'Choose photos' }).click()
    await counted('40')
    await app.page.keyboard.press('Control+2')
    await app.page.keyboard.press('Home')
    await app.page.keyboard.press('Shift+ArrowRight')
    await grid().locator('[aria-selected=true]').first().dragTo(album)
    await app.page.getByRole('row', { name: 'Winter, 2' }).waitFor()
  })

  test('nothing went wrong on the way, and nothing on the screen is out of reach', async () => {
    await expectAccessible(app.page)
    expect(app.pageErrors).toEqual([])
  })
})

import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, expectAccessible, openApp } from './app.ts'
import { indexFolder, writePhotos } from './generated-photos.ts'

const patient = { timeout: 15_000 }
const video = join(import.meta.dirname, '../../../shared/photos/formats/video/meta.mp4')

describe('the loupe', { timeout: 240_000 }, () => {
  let home: string
  let app: App
  const page = () => app.page
  const press = async (...keys: string[]) => {
    for (const key of keys) await page().keyboard.press(key)
  }
  const picture = () => page().locator('.stage-picture')
  const shows = (name: string) => page().getByRole('main').getByText(name, { exact: true }).waitFor()

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'image-space-loupe-'))
    const folder = join(home, 'photos')
    mkdirSync(folder)
    await writePhotos(folder, [
      { name: 'A.JPG', width: 3000, height: 2000, takenAt: '2025:02:08 12:00:00' },
      { name: 'B.JPG', width: 3000, height: 2000, takenAt: '2025:02:08 11:00:00' },
      { name: 'C.JPG', width: 300, height: 200, takenAt: '2025:02:07 10:00:00' },
    ])
    // A real clip where there is one; the other tests need none.
    if (existsSync(video)) copyFileSync(video, join(folder, 'D.MP4'))
    await indexFolder(folder, join(home, 'library'))
    app = await openApp({ library: join(home, 'library') })
    await page()
      .getByRole('gridcell', { name: /^A\.JPG/ })
      .click()
  }, 240_000)
  afterAll(async () => {
    await app.close()
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  })

  test('Space shows the whole photo, arrows the next and the one before', async () => {
    await press('Space')
    await shows('A.JPG')
    await sharpEnough(page(), 'screen')
    expect(await fitted(page())).toBe(true)
    await expectAccessible(page())
    await press('ArrowRight')
    await shows('B.JPG')
    await press('ArrowRight')
    await shows('C.JPG')
    await sharpEnough(page(), 'screen')
    // 300 pixels are shown as 300 pixels.
    expect(Number(await picture().getAttribute('data-scale'))).toBe(1)
    await press('Alt+ArrowLeft')
    await shows('A.JPG')
  })

  test('Z shows 100 % with every pixel, Shift and an arrow move it, Z shows the whole again', async () => {
    await press('z')
    await sharpEnough(page(), 'full')
    const box = (await picture().boundingBox())!
    expect([box.width, box.height]).toEqual([3000, 2000])
    expect(await picture().evaluate((element) => getComputedStyle(element).imageRendering)).toBe('pixelated')
    await page().getByRole('button', { name: 'Zoom: 100 %' }).waitFor()
    await press('Shift+ArrowRight')
    expect((await picture().boundingBox())!.x).toBeLessThan(box.x)
    await press('z')
    expect(await fitted(page())).toBe(true)
  })

  test('a click looks closer at the point that was clicked', async () => {
    const { x, y, width, height } = (await picture().boundingBox())!
    await page().mouse.click(x + width * 0.25, y + height * 0.5)
    const zoomed = (await picture().boundingBox())!
    const stage = (await page().locator('.stage').boundingBox())!
    expect(zoomed.x + zoomed.width * 0.25).toBeCloseTo(stage.x + stage.width / 2, 0)
    await press('z')
  })

  test('marks are painted at once, and Shift with a digit goes on', async () => {
    await press('5')
    await page().getByRole('radio', { name: '5 stars', checked: true }).waitFor()
    await press('Shift+Digit3')
    await shows('B.JPG')
    await press('ArrowLeft')
    await page().getByRole('radio', { name: '3 stars', checked: true }).waitFor()
  })

  test('I takes the pills away, L changes what surrounds the photo, F shows it alone', async () => {
    await press('i')
    await page().locator('.pill').first().waitFor({ state: 'detached' })
    await press('i', 'l')
    await page().locator('.loupe[data-stage=grey]').waitFor()
    await press('f')
    await page().getByRole('navigation', { name: 'Filmstrip' }).waitFor({ state: 'detached' })
    await press('f')
    await page().getByRole('navigation', { name: 'Filmstrip' }).waitFor()
  })

  test('T opens the info panel over the photo to write a title; Esc closes it, then the loupe', async () => {
    await press('t')
    await page().keyboard.type('First light')
    await press('Enter')
    await page().getByText('Title of 1 photo changed.').first().waitFor()
    await expectAccessible(page())
    await press('Escape')
    await page().getByRole('complementary', { name: 'Info' }).waitFor({ state: 'detached' })
    await press('Escape')
    await page().getByRole('grid').waitFor()
    await page()
      .getByRole('gridcell', { name: /^First light/ })
      .waitFor()
  })

  test('a video is played in the loupe', async () => {
    if (!existsSync(video)) return
    await press('Control+2', 'End', 'e')
    const player = page().locator('video')
    await player.waitFor()
    await expect
      .poll(() => player.evaluate((element: HTMLVideoElement) => element.readyState), patient)
      .toBeGreaterThan(0)
    await press('Shift+Space')
    await expect
      .poll(() => player.evaluate((element: HTMLVideoElement) => element.currentTime), patient)
      .toBeGreaterThan(0)
    expect(app.pageErrors).toEqual([])
  })
})

async function sharpEnough(page: Page, size: 'screen' | 'full'): Promise<void> {
  await page.locator(`.stage-picture[data-size=${size}]`).waitFor()
}

/** The whole picture lies on the stage and touches two of its edges. */
async function fitted(page: Page): Promise<boolean> {
  const picture = (await page.locator('.stage-picture').boundingBox())!
  const stage = (await page.locator('.stage').boundingBox())!
  const inside = picture.width <= stage.width + 0.5 && picture.height <= stage.height + 0.5
  const touches = Math.abs(picture.width - stage.width) < 1.5 || Math.abs(picture.height - stage.height) < 1.5
  return inside && touches
}

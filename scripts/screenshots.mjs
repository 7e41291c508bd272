// npm run screenshots: takes the pictures of the README (docs/images) from the app itself, on the sample card.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ready, root } from './lib/ready.mjs'

await ready(fileURLToPath(import.meta.url))
const { openApp } = await import('../test/e2e/app.ts')
const { openSpaceServer } = await import('../test/e2e/space-server.ts')

// Takes a minute or two: the sample card is made picture by picture.
const home = mkdtempSync(join(tmpdir(), 'image-space-screenshots-'))
const images = join(root, 'docs', 'images')
mkdirSync(images, { recursive: true })
const space = await openSpaceServer()
const env = { HOME: home, XDG_CONFIG_HOME: home, ...space.env }
const app = await openApp({ library: join(home, 'library'), env })
const { page } = app

async function shoot(name) {
  // Pictures and fonts that are still on their way belong on the screenshot.
  await page.waitForLoadState('networkidle')
  await page.evaluate(() =>
    Promise.all([document.fonts.ready, new Promise((done) => setTimeout(done, 1_500))]),
  )
  await page.screenshot({ path: join(images, `${name}.png`) })
}

/** Makes an account, with the pictures of its recovery kit and of the panel of sync. */
async function shootSpace() {
  await page.keyboard.press('Control+k')
  await page.keyboard.type('Create an image space')
  await page.keyboard.press('Enter')
  await page.getByLabel('Address of the server').fill(space.origin)
  await page.getByLabel('E-mail address').fill('you@example.org')
  await page.keyboard.press('Enter')
  for (const label of ['New password', 'Once more'])
    await page.getByLabel(label).fill('correct horse battery')
  await page.keyboard.press('Enter')
  await page.locator('.kit-words li').first().waitFor()
  await shoot('recovery-kit')
  await page.getByRole('button', { name: 'Prove it later' }).click()
  await page.getByRole('button', { name: 'Go to the photos' }).click()
  await page.getByRole('button', { name: 'Image space Up to date' }).click({ timeout: 60_000 })
  await page.locator('.notice-bar').waitFor({ state: 'detached' })
  await shoot('sync')
  await page.keyboard.press('Escape')
}

try {
  await page.getByRole('heading', { name: 'Where are your photos?' }).waitFor()
  await shoot('first-run')
  await page.keyboard.press('3')
  await page.getByText('Copy 60 photos').waitFor({ timeout: 300_000 })
  for (const key of ['p', 'ArrowRight', 'x', 'ArrowRight', 'p', 'ArrowRight']) await page.keyboard.press(key)
  await shoot('import')
  await page.keyboard.press('Enter')
  await page.getByText('have one verified copy each').first().waitFor({ timeout: 300_000 })
  await shoot('verdict')
  await page.getByRole('button', { name: 'Show photos' }).click()
  await page.getByRole('heading', { level: 1, name: 'Import' }).waitFor()
  const cells = page.getByRole('grid', { name: 'Photos' }).getByRole('gridcell')
  await cells.nth(8).waitFor()
  await cells.nth(2).click()
  for (const key of ['4', 'p', '8', 'ArrowRight', '5', 'ArrowRight', '3', 'ArrowLeft'])
    await page.keyboard.press(key)
  await shoot('library')
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').waitFor()
  await shoot('palette')
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await shoot('keys')
  await page.keyboard.press('Escape')
  await page.keyboard.press('e')
  await shoot('loupe')
  await page.keyboard.press('g')
  await page.keyboard.press('Control+,')
  await shoot('settings')
  await page.keyboard.press('Escape')
  await shootSpace()
  await page.emulateMedia({ colorScheme: 'light' })
  await shoot('library-light')
} finally {
  await app.close()
  await space.close()
  rmSync(home, { recursive: true, force: true, maxRetries: 5 })
}

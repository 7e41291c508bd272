import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCli } from '../fixtures/run-cli.ts'
import { type App, expectAccessible, openApp } from './app.ts'
import { indexFolder, writePhotos } from './generated-photos.ts'
import { tabTo } from './keyboard.ts'
import { openSpaceServer, type SpaceServer } from './space-server.ts'

const PASSWORD = 'correct horse battery'
const EMAIL = 'ada@example.org'
const names = ['DSC_4101.JPG', 'DSC_4102.JPG', 'DSC_4103.JPG']
/** The machine may be busy with other tests. */
const patient = { timeout: 20_000 }

describe('an image space, by keyboard alone', { timeout: 240_000 }, () => {
  let space: SpaceServer
  let desk: App
  let laptop: App

  beforeAll(async () => {
    space = await openSpaceServer()
    const photos = join(space.home, 'photos')
    mkdirSync(photos)
    mkdirSync(join(space.home, 'stick'))
    await writePhotos(
      photos,
      names.map((name, at) => ({ name, takenAt: `2025:02:08 09:1${at}:00` })),
    )
    await indexFolder(photos, join(space.home, 'desk'))
    desk = await open('desk')
  }, 240_000)
  afterAll(async () => {
    await desk.close()
    await laptop.close()
    await space.close()
  })

  const open = (name: string) => openApp({ library: join(space.home, name), env: space.env })
  const synced = (page: Page) => page.getByRole('button', { name: 'Image space Up to date' }).waitFor(patient)
  const status = (page: Page, words: RegExp) =>
    page.getByRole('contentinfo').getByRole('button', { name: words }).waitFor(patient)

  async function command({ keyboard }: Page, name: string): Promise<void> {
    await keyboard.press('Control+k')
    await keyboard.type(name)
    await keyboard.press('Enter')
  }

  async function typeInto(page: Page, label: string, text: string): Promise<void> {
    await tabTo(page, 'textbox', label)
    await page.keyboard.press('Control+a')
    await page.keyboard.type(text)
  }

  /** A password has no role; its field is known by its label. */
  async function typePassword(page: Page, label: string, text: string): Promise<void> {
    const field = page.getByLabel(label, { exact: true })
    await field.waitFor()
    for (let at = 0; at < 40 && !(await isFocused(field)); at++) await page.keyboard.press('Tab')
    expect(await isFocused(field)).toBe(true)
    await page.keyboard.press('Control+a')
    await page.keyboard.type(text)
  }

  const captionIn = async (name: string, id: string) => {
    const shown = await runCli(['show', id, '--library', join(space.home, name), '--json'])
    return (shown.json() as { caption: string }).caption
  }
  const setCaption = async (name: string, id: string, caption: string) => {
    const set = await runCli(
      ['set', id, '--caption', caption, '--library', join(space.home, name)],
      space.env,
    )
    expect([set.code, set.stderr]).toEqual([0, ''])
  }

  test('an account is made, its recovery kit saved and proved, and the library is in step', async () => {
    const { page } = desk
    const { keyboard } = page
    await page.getByRole('gridcell').first().waitFor()
    await command(page, 'Create an image space')
    await typeInto(page, 'Address of the server', `${space.origin}/`)
    await typeInto(page, 'E-mail address', EMAIL)
    await keyboard.press('Enter')

    await page.getByRole('heading', { name: 'Choose a password' }).waitFor()
    await typePassword(page, 'New password', 'too short')
    await keyboard.press('Enter')
    await page.getByText('9 of 12 characters').waitFor()
    await typePassword(page, 'New password', PASSWORD)
    await typePassword(page, 'Once more', `${PASSWORD}.`)
    await keyboard.press('Enter')
    await page.getByText('The two differ.').waitFor()
    await typePassword(page, 'Once more', PASSWORD)
    await keyboard.press('Enter')

    await page.getByRole('heading', { name: 'Print this before you go on' }).waitFor(patient)
    const words = (await page.locator('.kit-words li').allInnerTexts()).map((text) =>
      text.replace(/^\d+\s*/, ''),
    )
    expect(words).toHaveLength(24)
    await tabTo(page, 'button', 'Save in a folder…')
    await keyboard.press('Enter')
    await tabTo(page, 'combobox', 'Path')
    await keyboard.press('Control+a')
    await keyboard.type(join(space.home, 'stick'))
    await keyboard.press('Enter')
    await tabTo(page, 'button', 'Choose “stick”')
    await keyboard.press('Enter')
    const kitFile = join(space.home, 'stick', 'image-space-recovery-kit.txt')
    await page.getByText(`The kit is in ${kitFile}.`).waitFor(patient)
    expect(words.every((word, at) => readFileSync(kitFile, 'utf8').includes(`${at + 1}. ${word}`))).toBe(true)

    await tabTo(page, 'button', 'I have it on paper')
    await keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Prove that you have it' }).waitFor()
    expect(await page.locator('.kit-words').innerText()).not.toMatch(/[a-z]/)
    const asked = await page.locator('.text-field-label').allInnerTexts()
    expect(asked).toHaveLength(3)
    await keyboard.type('zebrra')
    await keyboard.press('Enter')
    await page.getByText('That is another word.').waitFor()
    await expectAccessible(page)
    for (const label of asked) await typeInto(page, label, words[Number(label.replace('Word ', '')) - 1]!)
    await keyboard.press('Enter')

    await page.getByRole('heading', { name: 'This library is in your image space' }).waitFor()
    await page.getByText('What is known of your photos is the same').waitFor(patient)
    await keyboard.press('Enter')
    await synced(page)
  })

  test('a second library signs in, shows the photos, and sees who opened what', async () => {
    laptop = await open('laptop')
    const { page } = laptop
    const { keyboard } = page
    await tabTo(page, 'button', 'Image space…')
    await keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Your image space' }).waitFor()
    await keyboard.press('2')
    await typeInto(page, 'Address of the server', space.origin)
    await typeInto(page, 'E-mail address', EMAIL)
    await typePassword(page, 'Password', 'not the password')
    await keyboard.press('Enter')
    await page.getByRole('alert').getByText('Nothing was changed.').waitFor(patient)
    await expectAccessible(page)
    await typePassword(page, 'Password', PASSWORD)
    await keyboard.press('Enter')
    await page.getByRole('heading', { name: 'This library is in your image space' }).waitFor(patient)
    await page.getByText('What is known of your photos is the same').waitFor(patient)
    await keyboard.press('Enter')
    await page.getByRole('gridcell', { name: names[0]! }).waitFor(patient)
    const cells = page.getByRole('grid', { name: 'Photos' }).getByRole('gridcell')
    await expect.poll(() => cells.count(), patient).toBe(names.length)

    await command(page, 'Devices and sessions')
    await page.getByText('this one').first().waitFor(patient)
    expect(await page.getByRole('button', { name: /^Remove / }).count()).toBe(1)
    await expectAccessible(page)
    await command(page, 'Who opened what')
    await page.getByText('No other account has opened anything of yours.').waitFor(patient)
    await expectAccessible(page)
    await tabTo(page, 'button', 'Overview')
    await keyboard.press('Enter')
    await page.getByRole('img', { name: /^Storage: .* used/ }).waitFor(patient)
    await page.getByText(EMAIL).waitFor()
    await expectAccessible(page)
    await keyboard.press('Escape')
  })

  test('a caption that both wrote is settled by a digit, and holds on both', async () => {
    const { page } = laptop
    const { keyboard } = page
    const [{ id }] = (await runCli(['list', '--library', join(space.home, 'laptop'), '--json'])).lines() as [
      { id: string },
    ]
    await command(page, 'Pause sync')
    await status(page, /Sync paused/)
    await setCaption('laptop', id, 'Ferry at dawn')
    await setCaption('desk', id, 'Morning ferry')
    await synced(desk.page)
    await command(page, 'Go on with sync')
    await status(page, /1 conflict/)
    await command(page, 'Conflicts')
    await page.getByRole('button', { name: /Ferry at dawn/ }).waitFor()
    await page.getByRole('button', { name: /Morning ferry/ }).waitFor()
    await expectAccessible(page)
    await keyboard.press('m')
    await page.getByRole('textbox', { name: 'Your version' }).waitFor()
    await keyboard.press('Escape')
    // Which of the two holds depends on the clocks; the digit is the one beside the text.
    const digit = await page
      .getByRole('button', { name: /Morning ferry/ })
      .locator('kbd')
      .innerText()
    await keyboard.press(digit)
    await page.getByRole('heading', { name: 'Nothing to settle' }).waitFor(patient)
    await keyboard.press('Escape')
    await synced(page)
    for (const name of ['laptop', 'desk'])
      await expect.poll(() => captionIn(name, id), patient).toBe('Morning ferry')
    await expect.poll(() => desk.page.getByRole('button', { name: /conflict/ }).count(), patient).toBe(0)
  })

  test('an answer that is not of the account is a full stop; the library works on', async () => {
    const { page } = laptop
    const { keyboard } = page
    space.spoil('/records')
    await command(page, 'Sync now')
    await page.getByRole('alertdialog', { name: 'This is not your space' }).waitFor(patient)
    await page.getByRole('alertdialog').getByText('Your photos on this computer are untouched.').waitFor()
    await expectAccessible(page)
    await keyboard.press('Enter')
    await page.getByRole('alertdialog').waitFor({ state: 'detached' })
    await status(page, /Not your space/)
    await keyboard.press('Control+2')
    await keyboard.press('Home')
    await keyboard.press('4')
    await page.getByRole('gridcell', { name: /4 stars/ }).waitFor()
    expect([...desk.pageErrors, ...laptop.pageErrors]).toEqual([])
  })
})

async function isFocused(field: Locator): Promise<boolean> {
  return field.evaluate((element) => element === element.ownerDocument.activeElement)
}

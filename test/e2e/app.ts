import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { launchChromium } from './chromium.ts'

const root = join(import.meta.dirname, '..', '..')

/** The app as a user runs it: the browser host with a library of its own, in a real Chromium with a fresh profile. */
export interface App {
  readonly library: string
  /** Sentences the page logged as errors; a test ends with `expect(app.pageErrors).toEqual([])`. */
  readonly pageErrors: string[]
  page: Page
  /** Ends host and engine and starts them again on the same library; `page` is a new page then. */
  restart(): Promise<void>
  close(): Promise<void>
}

export interface AppOptions {
  library?: string
  viewport?: { width: number; height: number }
  locale?: string
  colorScheme?: 'dark' | 'light'
  /** More for the environment of host and engine. */
  env?: NodeJS.ProcessEnv
}

export async function openApp(options: AppOptions = {}): Promise<App> {
  const library = options.library ?? mkdtempSync(join(tmpdir(), 'image-space-e2e-'))
  const browser = await launchChromium()
  const pageErrors: string[] = []
  let host = await startHost(library, options.env)
  const app: App = {
    library,
    pageErrors,
    page: await openPage(browser, host.url, options, pageErrors),
    async restart() {
      await app.page.context().close()
      await stopHost(host.child)
      host = await startHost(library, options.env)
      app.page = await openPage(browser, host.url, options, pageErrors)
    },
    async close() {
      await browser.close()
      await stopHost(host.child)
      if (!options.library) rmSync(library, { recursive: true, force: true, maxRetries: 5 })
    },
  }
  return app
}

async function openPage(browser: Browser, url: string, options: AppOptions, pageErrors: string[]) {
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1440, height: 900 },
    locale: options.locale ?? 'en-GB',
    colorScheme: options.colorScheme ?? 'dark',
  })
  const page = await context.newPage()
  page.on('pageerror', (error) => pageErrors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') pageErrors.push(message.text())
  })
  await page.goto(url)
  return page
}

async function startHost(library: string, env: NodeJS.ProcessEnv = {}) {
  const child = spawn(
    process.execPath,
    [join(root, 'scripts', 'start.mjs'), '--no-open', '--browser', '--port', '0', '--library', library],
    { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let output = ''
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      const found = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(output)
      if (found) resolve(found[0])
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.on('exit', (code) =>
      reject(new Error(`The host ended with ${code} before it was ready:\n${output}`)),
    )
  })
  return { child, url }
}

async function stopHost(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

/** No serious or critical finding of axe on what is shown now. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const bad = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(
    bad.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`),
  ).toEqual([])
}

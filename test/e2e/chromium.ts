import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

/** Debian's Chromium; other systems name theirs in CHROMIUM. */
const path = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

/** A real Chromium with a fresh profile. */
export async function launchChromium(): Promise<Browser> {
  if (!existsSync(path))
    throw new Error(`End-to-end tests need Chromium at ${path}: apt-get install chromium`)
  return chromium.launch({
    executablePath: path,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

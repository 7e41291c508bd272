import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { build } from 'vite'
import { expect, test } from 'vitest'
import { contentSecurityPolicy } from '../../src/main/hosts/page/page-headers.ts'
import { launchChromium } from './chromium.ts'

test('all known answers hold in Chromium', async () => {
  const script = await bundle(join(import.meta.dirname, '../fixtures/is1/page.ts'))
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.writeHead(200, {
      'content-type': isScript ? 'text/javascript' : 'text/html',
      // WebAssembly is the one thing more that the page of the app does not need yet.
      'content-security-policy': contentSecurityPolicy.replace(
        "script-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
      ),
    })
    response.end(isScript ? script : '<!doctype html><script type="module" src="/page.js"></script>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const browser = await launchChromium()
  try {
    const page = await browser.newPage()
    // A server that listens on a port has an address of this kind.
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    await page.waitForFunction('globalThis.wrongAnswers !== undefined')
    expect(await page.evaluate('globalThis.wrongAnswers')).toEqual([])
    expect(await page.evaluate('globalThis.knownAnswers')).toBeGreaterThanOrEqual(404)
  } finally {
    await browser.close()
    server.close()
  }
})

async function bundle(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, target: 'chrome140', rolldownOptions: { input: entry } },
  })
  const outputs = [result].flat().flatMap((built) => ('output' in built ? built.output : []))
  const script = outputs.find((output) => output.type === 'chunk')
  if (!script) throw new Error('nothing was built')
  return script.code
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EngineConnection } from '../../../src/main/engine/engine-connection.ts'
import { createPageHandler } from '../../../src/main/hosts/electron/page-protocol.ts'
import { loadRendererFiles } from '../../../src/main/hosts/page/renderer-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'page-'))
const address = join(folder, 'engine.sock')
let engine: Server
let handler: ReturnType<typeof createPageHandler>

/** Tells back what the engine was asked. */
beforeAll(async () => {
  engine = createServer(async (request, response) => {
    const body = await buffer(request)
    const status = request.url?.endsWith('/same') ? 304 : request.headers.range ? 206 : 200
    response.writeHead(status, { 'content-type': 'image/webp', 'content-security-policy': 'weaker' })
    response.end(
      status === 304 ? undefined : `${request.method} ${request.url} ${request.headers.range} ${body.length}`,
    )
  })
  await new Promise<void>((resolve) => engine.listen(address, resolve))
  const root = join(folder, 'renderer')
  mkdirSync(join(root, 'assets'), { recursive: true })
  writeFileSync(join(root, 'index.html'), '<!doctype html><title>Image Space</title>')
  writeFileSync(join(root, 'assets', 'app-1a2b.js'), 'export {}')
  writeFileSync(join(folder, 'secret.html'), 'secret')
  const link = { current: async () => ({ address }) as EngineConnection }
  handler = createPageHandler(loadRendererFiles(root), link)
})
afterAll(() => {
  engine.close()
  rmSync(folder, { recursive: true, force: true })
})

const get = (url: string, init?: RequestInit) => handler(new Request(url, init))

test('the page and its parts are served with the policy that keeps everything else out', async () => {
  const page = await get('image-space://app/')
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('Image Space')
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
  const policy = page.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toMatch(/unsafe|\*|https?:/)
  expect(page.headers.get('x-content-type-options')).toBe('nosniff')
  expect((await get('image-space://app/assets/app-1a2b.js')).headers.get('cache-control')).toContain(
    'immutable',
  )
})

test('no address becomes a path, and no other host is answered', async () => {
  for (const url of [
    'image-space://app/../secret.html',
    'image-space://app/%2e%2e/secret.html',
    'image-space://app/..%2fsecret.html',
    'image-space://app/assets/',
    'image-space://app/unknown.js',
  ]) {
    expect((await get(url)).status, url).toBe(404)
  }
  for (const url of ['image-space://evil/', 'https://app/', 'file:///app/']) {
    expect((await get(url)).status, url).toBe(403)
  }
  expect((await get('image-space://app/', { method: 'POST', body: 'x' })).status).toBe(404)
})

test('bulk bytes come from the engine, with ranges, bodies and our own policy', async () => {
  const part = await get('image-space://app/bulk/original/1?e=2', { headers: { range: 'bytes=0-9' } })
  expect(part.status).toBe(206)
  expect(await part.text()).toBe('GET /bulk/original/1?e=2 bytes=0-9 0')
  expect(part.headers.get('content-type')).toBe('image/webp')
  expect(part.headers.get('content-security-policy')).toContain("default-src 'none'")
  const posted = await get('image-space://app/bulk/previews/grid', {
    method: 'POST',
    body: new Uint8Array(8),
  })
  expect(await posted.text()).toBe('POST /bulk/previews/grid undefined 8')
  expect((await get('image-space://app/bulk/preview/same')).status).toBe(304)
  const huge = await get('image-space://app/bulk/previews/grid', {
    method: 'POST',
    body: new Uint8Array(17_000_000),
  })
  expect(huge.status).toBe(413)
})

test('while the engine is away the page is told so', async () => {
  const alone = createPageHandler(new Map(), { current: () => Promise.reject(new Error('away')) })
  expect((await alone(new Request('image-space://app/bulk/columns'))).status).toBe(503)
})

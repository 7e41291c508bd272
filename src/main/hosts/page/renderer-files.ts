import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, sep } from 'node:path'

/** A file of the built renderer, ready to be sent. */
export interface RendererFile {
  bytes: Buffer<ArrayBuffer>
  headers: Record<'content-type' | 'cache-control' | 'etag', string>
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

/**
 * All files of the built renderer by their address. They are read once, at the start, so that no request ever
 * becomes a path.
 */
export function loadRendererFiles(root: string): ReadonlyMap<string, RendererFile> {
  const files = new Map<string, RendererFile>()
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const type = TYPES[extname(entry.name)]
    if (!entry.isFile() || !type) continue
    const path = join(entry.parentPath, entry.name)
    const address = `/${path
      .slice(root.length + 1)
      .split(sep)
      .join('/')}`
    files.set(address, rendererFile(readFileSync(path), type, address))
  }
  const index = files.get('/index.html')
  if (index) files.set('/', index)
  return files
}

function rendererFile(bytes: Buffer<ArrayBuffer>, type: string, address: string): RendererFile {
  // Vite puts a hash of the content into the names under assets/.
  const named = address.startsWith('/assets/')
  return {
    bytes,
    headers: {
      'content-type': type,
      'cache-control': named ? 'private, max-age=31536000, immutable' : 'no-cache',
      etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    },
  }
}

import { createReadStream } from 'node:fs'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { packColumns } from '../../src/shared/columns-codec.ts'
import { makePictures } from '../../test/renderer/stand-in/pictures.ts'
import { servePictures } from '../../test/renderer/stand-in/serve-pictures.ts'
import { syntheticColumns } from '../../test/renderer/stand-in/synthetic-library.ts'

const pages = join(import.meta.dirname, '../scroll')
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
}

/** Serves both pages, built as the app is, and the bytes of synthetic libraries of these sizes. */
export async function startScrollServer(sizes: readonly number[]) {
  const folder = mkdtempSync(join(tmpdir(), 'image-space-scroll-'))
  await build({
    root: pages,
    logLevel: 'error',
    configFile: false,
    plugins: [react()],
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'chrome140',
      rolldownOptions: { input: [join(pages, 'ours.html'), join(pages, 'peer.html')] },
    },
  })
  const pictures = await makePictures()
  const libraries = new Map(sizes.map((size) => [String(size), libraryBytes(size, pictures)]))

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host')
    const [, size = ''] = /^\/bulk\/(?:columns|order)\/(\d+)$/.exec(pathname) ?? []
    const library = libraries.get(size)
    if (library) {
      response.end(pathname.includes('columns') ? library.columns : library.order)
      return
    }
    void servePictures(pictures, request, response).then((answered) => {
      if (answered) return
      response.setHeader('content-type', types[extname(pathname)] ?? 'application/octet-stream')
      createReadStream(join(folder, pathname))
        .on('error', () => response.writeHead(404).end())
        .pipe(response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => {
      server.closeAllConnections()
      server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Newest first, as the library opens. */
function libraryBytes(size: number, pictures: Parameters<typeof syntheticColumns>[1]) {
  const columns = syntheticColumns(size, pictures)
  const taken = (slot: number) => columns.day[slot]! * 1440 + columns.minute[slot]!
  const order = Uint32Array.from({ length: size }, (_, index) => index).sort(
    (a, b) => taken(b) - taken(a) || b - a,
  )
  return { columns: packColumns(columns, 1), order: Buffer.from(order.buffer) }
}

import { execFile } from 'node:child_process'
import { copyFileSync, existsSync, linkSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cameraJpegs } from './camera-files.ts'

const run = promisify(execFile)

/** A card with that many different 24-megapixel JPEGs. Made once and kept. */
export async function copiedCard(photos: number): Promise<string> {
  return card(`card-${photos}`, photos, copyFileSync)
}

/** A card with thousands of pictures, without their gigabytes: names of a few hundred files. */
export async function linkedCard(photos: number): Promise<string> {
  return card(`card-linked-${photos}`, photos, linkSync)
}

async function card(name: string, photos: number, put: (from: string, to: string) => void): Promise<string> {
  const root = join(tmpdir(), 'image-space-bench', name)
  if (existsSync(root)) return root
  const jpegs = await cameraJpegs()
  rmSync(`${root}.unfinished`, { recursive: true, force: true })
  for (let index = 0; index < photos; index++) {
    const folder = join(`${root}.unfinished`, 'DCIM', `${100 + Math.floor(index / 999)}NIKON`)
    mkdirSync(folder, { recursive: true })
    put(jpegs[index % jpegs.length]!, join(folder, `DSC_${String((index % 9999) + 1).padStart(4, '0')}.JPG`))
  }
  renameSync(`${root}.unfinished`, root)
  return root
}

/** Takes files out of the page cache (POSIX_FADV_DONTNEED, which dd asks for), as if the card had just been put in. */
export async function evict(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await run('dd', [`of=${path}`, 'oflag=nocache', 'conv=notrunc,fdatasync', 'count=0', 'status=none'])
  }
}

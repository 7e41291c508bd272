import { mkdir, readdir, stat, unlink, utimes } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { CatalogFile } from '../catalog/catalog.ts'

/**
 * Originals that were fetched to be looked at, by content: `<folder>/<first 2 hex digits>/<sha256><extension>`. Any of
 * them may go at any time, since the space keeps it.
 */
export class OriginalCache {
  readonly #folder: string
  readonly #limit: () => number

  /** @param limit bytes that may be kept */
  constructor(folder: string, limit: () => number) {
    this.#folder = folder
    this.#limit = limit
  }

  /** Where the file is, or would be. Its folder is made by `prepare`. null while its content is not known. */
  pathOf({ sha256, name }: Pick<CatalogFile, 'sha256' | 'name'>): string | null {
    if (sha256 === null) return null
    // A name comes from another computer.
    const extension = /^\.[0-9A-Za-z]{1,8}$/.test(extname(name)) ? extname(name).toLowerCase() : ''
    return join(this.#folder, sha256.slice(0, 2), sha256 + extension)
  }

  find(file: Pick<CatalogFile, 'sha256' | 'name'>): string | null {
    const path = this.pathOf(file)
    return path !== null && existsSync(path) ? path : null
  }

  async prepare(path: string): Promise<void> {
    await mkdir(join(path, '..'), { recursive: true })
  }

  /** Notes that a file was used, and removes those that were not used for longest where they are too many. */
  async used(path: string): Promise<void> {
    const now = new Date()
    await utimes(path, now, now).catch(() => undefined) // It has just gone: then it is fetched again.
    const files = await this.#all()
    let bytes = files.reduce((sum, file) => sum + file.bytes, 0)
    for (const file of files.sort((a, b) => a.usedAt - b.usedAt)) {
      if (bytes <= this.#limit() || file.path === path) break
      // On Windows one that is open stays; another time, then.
      await unlink(file.path).catch(() => undefined)
      bytes -= file.bytes
    }
  }

  async #all(): Promise<{ path: string; bytes: number; usedAt: number }[]> {
    const names = await readdir(this.#folder, { recursive: true })
    const found = await Promise.all(
      names.map(async (name) => {
        const path = join(this.#folder, name)
        const known = await stat(path).catch(() => null)
        return known?.isFile() ? [{ path, bytes: known.size, usedAt: known.mtimeMs }] : []
      }),
    )
    return found.flat()
  }
}

import { ExifTool } from 'exiftool-vendored'
import { exiftoolArguments, tagsFromExiftool } from './exiftool-tags.ts'
import type { Tags } from './tags.ts'

const MAX_MILLISECONDS = 15_000

/** ExifTool in one process of its own, started when first needed and ended on close. */
export class ExiftoolReader {
  #exiftool: ExifTool | null = null
  #closed = false

  /** Tags of a file; empty when ExifTool cannot read it or takes too long. */
  async read(path: string): Promise<Tags> {
    const answer = await this.#ask(path, exiftoolArguments)
    return answer ? tagsFromExiftool(answer) : new Map()
  }

  /** Every tag in words, in ExifTool's order. */
  async readAll(path: string): Promise<{ group: string; name: string; value: string }[]> {
    const answer = await this.#ask(path, ['-json', '-G1', '-a', '-struct'])
    return Object.entries(answer ?? {}).flatMap(([key, value]) => {
      const colon = key.indexOf(':')
      const group = key.slice(0, colon)
      if (colon < 0 || group === 'ExifTool') return []
      return [{ group, name: key.slice(colon + 1), value: inWords(value) }]
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#exiftool?.end()
    this.#exiftool = null
  }

  async #ask(path: string, readArgs: string[]): Promise<object | null> {
    if (this.#closed) return null
    this.#exiftool ??= new ExifTool({
      maxProcs: 1,
      taskTimeoutMillis: MAX_MILLISECONDS,
      taskRetries: 0,
    })
    try {
      return await this.#exiftool.readRaw(path, { readArgs })
    } catch {
      // Broken, gone or too slow: the library replaces its process, and the file says nothing.
      return null
    }
  }
}

function inWords(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(inWords).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** What the shim does at the point asked for. Order as in io-shim.c. */
export const faults = ['off', 'kill', 'no space', 'broken'] as const
export type Fault = (typeof faults)[number]

const FIELDS = { mode: 0, count: 8, trigger: 16, fired: 24 }
const NEVER = Number.MAX_SAFE_INTEGER

/** Compiles the shim into a folder; null where there is no C compiler or no LD_PRELOAD. */
export function compileShim(folder: string): string | null {
  if (process.platform !== 'linux') return null
  const compiler = ['cc', 'gcc', 'clang'].find((name) => spawnSync(name, ['--version']).status === 0)
  if (!compiler) return null
  const library = join(folder, 'io-shim.so')
  const source = join(import.meta.dirname, 'io-shim.c')
  execFileSync(compiler, ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl'])
  return library
}

/** Steers the shim of another process, or of this one, through their shared page. */
export class ShimControl {
  readonly #fd: number

  /** @param path of the page; it is made when `create` is set */
  constructor(path: string, create = false) {
    if (create) writeFileSync(path, Buffer.alloc(4096))
    this.#fd = openSync(path, 'r+')
  }

  /** Counts from now on. Without a trigger it only counts. */
  arm(fault: Fault, trigger = NEVER): void {
    this.#set('mode', 0)
    this.#set('count', 0)
    this.#set('trigger', trigger)
    this.#set('fired', 0)
    this.#set('mode', faults.indexOf(fault))
  }

  disarm(): { count: number; fired: boolean } {
    this.#set('mode', 0)
    return { count: this.#get('count'), fired: this.#get('fired') === 1 }
  }

  close(): void {
    closeSync(this.#fd)
  }

  #set(field: keyof typeof FIELDS, value: number): void {
    const bytes = Buffer.alloc(8)
    bytes.writeBigInt64LE(BigInt(value))
    writeSync(this.#fd, bytes, 0, 8, FIELDS[field])
  }

  #get(field: keyof typeof FIELDS): number {
    const bytes = Buffer.alloc(8)
    readSync(this.#fd, bytes, 0, 8, FIELDS[field])
    return Number(bytes.readBigInt64LE())
  }
}

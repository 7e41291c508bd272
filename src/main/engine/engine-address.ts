import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, realpathSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'

/**
 * Where a library's engine listens: a Unix socket in a folder only its owner can enter, a named pipe on Windows.
 * Its address stands in a file of the library, so nobody has to guess it.
 */
export const enginePointerSchema = z.object({
  pid: z.number().int(),
  state: z.enum(['starting', 'ready', 'stopping']),
  address: z.string(),
  /** Of the program. Another version may speak another contract. */
  version: z.string(),
})
export type EnginePointer = z.infer<typeof enginePointerSchema>

/** Longest path a Unix socket can have on every system we run on (108 bytes on Linux, 104 on macOS, with a NUL). */
const MAX_SOCKET_PATH_BYTES = 103

export function newEngineAddress(libraryRoot: string): string {
  const name = createHash('sha256').update(realpathSync(libraryRoot)).digest('hex').slice(0, 24)
  if (process.platform === 'win32') {
    // A name that cannot be known beforehand, so that no other program can wait under it.
    return `\\\\.\\pipe\\image-space-${name}-${randomBytes(16).toString('hex')}`
  }
  return join(ownFolder(), `${name}.sock`)
}

/** True when nobody but us can have made what listens there. */
export function isOwnAddress(address: string): boolean {
  if (process.platform === 'win32') return address.startsWith('\\\\.\\pipe\\image-space-')
  const socket = lstatSync(address, { throwIfNoEntry: false })
  return (
    socket !== undefined && socket.isSocket() && socket.uid === userInfo().uid && isPrivate(dirname(address))
  )
}

function ownFolder(): string {
  const runtime = process.env['XDG_RUNTIME_DIR']
  const candidates = [
    ...(runtime ? [join(runtime, 'image-space')] : []),
    join(tmpdir(), `image-space-${userInfo().uid}`),
    `/tmp/image-space-${userInfo().uid}`,
  ]
  for (const folder of candidates) {
    if (Buffer.byteLength(join(folder, 'x'.repeat(29))) <= MAX_SOCKET_PATH_BYTES && makePrivate(folder))
      return folder
  }
  // Somebody else holds our usual name. The address file tells this one to whoever attaches.
  return mkdtempSync('/tmp/image-space-')
}

function makePrivate(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 })
    chmodSync(folder, 0o700)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) return false
  }
  return isPrivate(folder)
}

function isPrivate(folder: string): boolean {
  const stat = lstatSync(folder, { throwIfNoEntry: false })
  return stat !== undefined && stat.isDirectory() && stat.uid === userInfo().uid && (stat.mode & 0o077) === 0
}

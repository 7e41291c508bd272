import { setTimeout as delay } from 'node:timers/promises'
import { resolve } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import { enginePointerSchema, isOwnAddress } from './engine-address.ts'
import type { EnginePointer } from './engine-address.ts'
import { connectEngine } from './engine-connection.ts'
import type { EngineConnection } from './engine-connection.ts'
import { startDetachedEngine } from './engine-start.ts'
import type { StartEngine } from './engine-start.ts'
import { readJsonFile } from './json-file.ts'
import { libraryLayout } from './library-layout.ts'
import { programVersion } from './program-version.ts'

/** How long a holder of the lock that tells nothing about itself is given before it counts as a foreign program. */
const PATIENCE_MS = 3_000
const POLL_MS = 25
/** An engine that is ready and gone before anybody reached it, so many times, will not do better next time. */
const MOST_STARTS = 3

/**
 * Attaches to the library's engine, and starts one first where none runs. Of several that start one at the same
 * moment, one wins the lock and the others attach to it.
 * @throws AppError library-in-use, library-not-writable, library-newer, … as the engine says
 */
export async function startOrAttach(
  libraryPath: string,
  start: StartEngine = startDetachedEngine,
): Promise<EngineConnection> {
  const root = resolve(libraryPath)
  let starts = 0
  let refusedSince: number | null = null
  for (;;) {
    const attached = await attachSettled(root)
    if (attached) return attached
    const message = await start(root)
    if (message.kind === 'ready') {
      if (++starts > MOST_STARTS) throw new AppError('engine-stopped')
      continue
    }
    const { code, params } = message.error
    if (code !== 'library-in-use') throw new AppError(code, params)
    // An engine that starts (it may be migrating) or stops (it finishes its step) says so and is worth any wait.
    refusedSince = isChanging(readPointer(root)) ? null : (refusedSince ?? Date.now())
    if (refusedSince !== null && Date.now() - refusedSince > PATIENCE_MS) throw new AppError(code, params)
    await delay(POLL_MS)
  }
}

/** Null when no engine of this library answers. */
export async function attach(root: string): Promise<EngineConnection | null> {
  const pointer = readPointer(root)
  if (pointer?.state !== 'ready' || !isAlive(pointer.pid) || !isOwnAddress(pointer.address)) return null
  if (pointer.version !== programVersion) throw new AppError('library-in-use', { path: root })
  try {
    return await connectEngine(pointer.address)
  } catch {
    // It went away between writing its address and now. Whoever needs it starts another.
    return null
  }
}

/** Resolves when the library's engine has ended and let go of the library. */
export async function whenGone(root: string): Promise<void> {
  for (let pointer = readPointer(root); pointer && isAlive(pointer.pid); pointer = readPointer(root)) {
    await delay(POLL_MS)
  }
}

/**
 * Attaches once an engine that starts or stops has done so. Not for ever: that it holds the lock is asked anew now and
 * then, since its file may be a dead engine's whose process number another program has now.
 */
async function attachSettled(root: string): Promise<EngineConnection | null> {
  const waitUntil = Date.now() + PATIENCE_MS
  while (isChanging(readPointer(root)) && Date.now() < waitUntil) await delay(POLL_MS)
  return attach(root)
}

function isChanging(pointer: EnginePointer | null): boolean {
  return pointer !== null && pointer.state !== 'ready' && isAlive(pointer.pid)
}

function readPointer(root: string): EnginePointer | null {
  try {
    return readJsonFile(libraryLayout(root).pointer, enginePointerSchema)
  } catch {
    // What is wrong with the folder, an engine that is to open it says in words.
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

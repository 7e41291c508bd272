import { setTimeout as delay } from 'node:timers/promises'
import { resolve } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import { enginePointerSchema, isOwnAddress } from './engine-address.ts'
import type { EnginePointer } from './engine-address.ts'
import { connectEngine } from './engine-connection.ts'
import type { EngineConnection } from './engine-connection.ts'
import { startDetachedEngine } from './engine-start.ts'
import type { StartEngine, StartMessage } from './engine-start.ts'
import { readJsonFile } from './json-file.ts'
import { libraryLayout } from './library-layout.ts'
import { programVersion } from './program-version.ts'

/** How long a holder of the lock that tells nothing about itself is given before it counts as a foreign program. */
const PATIENCE_MS = 3_000
const POLL_MS = 25

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
  const running = await attach(root)
  if (running) return running
  const patientUntil = Date.now() + PATIENCE_MS
  for (;;) {
    const message = await start(root)
    if (message.kind === 'refused' && message.error.code !== 'library-in-use') throw refusal(message)
    const attached = await attachSoon(root)
    if (attached) return attached
    // An engine that starts (it may be migrating) or stops (it finishes its step) says so and is worth any wait.
    // That the lock is really held is asked anew each time round: the file alone may be a dead engine's.
    if (!isChanging(readPointer(root)) && Date.now() > patientUntil) throw refusal(message)
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

async function attachSoon(root: string): Promise<EngineConnection | null> {
  const startedAt = Date.now()
  for (;;) {
    const attached = await attach(root)
    if (attached) return attached
    const waited = Date.now() - startedAt
    if (waited > (isChanging(readPointer(root)) ? PATIENCE_MS : PATIENCE_MS / 10)) return null
    await delay(POLL_MS)
  }
}

function refusal(message: StartMessage): AppError {
  return message.kind === 'refused'
    ? new AppError(message.error.code, message.error.params)
    : new AppError('engine-stopped')
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

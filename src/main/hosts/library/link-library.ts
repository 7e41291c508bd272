import { isAbsolute, resolve } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { linkEngine } from '../../engine/engine-link.ts'
import type { EngineLink } from '../../engine/engine-link.ts'
import type { StartEngine } from '../../engine/engine-start.ts'
import { requireLibraryOrRoom } from './require-library-or-room.ts'

/** A host's hold on the library that it shows: one at a time. */
export interface LibraryLink extends EngineLink {
  readonly path: string
  /**
   * Opens another library in the place of this one, whose connections end; its engine finishes what it works on.
   * @throws AppError when the other cannot be opened; this one stays then
   */
  change(path: string): Promise<void>
}

export function linkLibrary(libraryPath: string, start?: StartEngine): LibraryLink {
  let path = resolve(libraryPath)
  let engine = linkEngine(path, start)
  let left: Promise<unknown> = Promise.resolve()

  return {
    get path() {
      return path
    },
    current: () => engine.current(),
    async change(given) {
      if (!isAbsolute(given) || given.includes('\0')) throw new AppError('bad-request')
      const next = resolve(given)
      if (next === path) {
        await engine.current()
        return
      }
      requireLibraryOrRoom(next)
      const opened = linkEngine(next, start)
      await opened.current()
      left = Promise.all([left, engine.close()])
      path = next
      engine = opened
    },
    async close() {
      await Promise.all([left, engine.close()])
    },
  }
}

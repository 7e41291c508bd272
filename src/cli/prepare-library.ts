import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { libraryLayout } from '../main/engine/library-layout.ts'
import { withEngine } from './with-engine.ts'

/** Makes a library where there is none, as every command does. @throws AppError as an engine says */
export async function prepareLibrary(library: string): Promise<void> {
  if (!existsSync(libraryLayout(resolve(library)).catalog)) await withEngine(library, async () => undefined)
}

import { onTestFinished } from 'vitest'
import { openTemporaryLibrary } from './open-library.ts'
import type { TemporaryLibrary } from './open-library.ts'

export * from './open-library.ts'

/** A library in a temporary folder, gone when the test is over. */
export async function temporaryLibrary(): Promise<TemporaryLibrary> {
  const library = await openTemporaryLibrary()
  onTestFinished(() => library.remove())
  return library
}

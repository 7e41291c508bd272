import type { ErrorNotice } from '../../shared/errors.ts'
import { OPEN_LIBRARY_PATH, openLibraryAnswerSchema } from '../../shared/ipc/open-library.ts'

/** Asks the browser host for another library. Null when it is open, else what was in the way. */
export async function postOpenLibrary(path: string): Promise<ErrorNotice | null> {
  const answer = await fetch(OPEN_LIBRARY_PATH, { method: 'POST', body: JSON.stringify({ path }) })
  return openLibraryAnswerSchema.parse(await answer.json())
}

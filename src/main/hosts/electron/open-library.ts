import { AppError } from '../../../shared/errors.ts'
import type { ErrorNotice } from '../../../shared/errors.ts'
import type { LibraryLink } from '../library/link-library.ts'
import { offerRestore } from '../library/offer-restore.ts'
import type { RestoreTalk } from '../library/offer-restore.ts'

export interface StartTalk extends RestoreTalk {
  /** The folder of another library, or null when the user would rather quit. */
  chooseAnother(refused: ErrorNotice): Promise<string | null>
}

/**
 * Opens the library that was open last or, where it cannot be opened, another that the user chooses: its disk may be
 * at home.
 * @returns false when the user would rather quit
 */
export async function openFirstLibrary(library: LibraryLink, talk: StartTalk): Promise<boolean> {
  let { path } = library
  let open: () => Promise<unknown> = () => library.current()
  for (;;) {
    try {
      return (await offerRestore(path, open, talk)) !== null
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const chosen = await talk.chooseAnother(error)
      if (chosen === null) return false
      path = chosen
      open = () => library.change(chosen)
    }
  }
}

/**
 * Opens another library in the place of the one that is open.
 * @returns null, or what was in the way
 */
export async function openOtherLibrary(
  library: LibraryLink,
  path: string,
  talk: RestoreTalk,
): Promise<ErrorNotice | null> {
  try {
    const opened = await offerRestore(path, () => library.change(path), talk)
    return opened === null ? { code: 'cancelled', params: {} } : null
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { code: error.code, params: error.params }
  }
}

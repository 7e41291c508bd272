import type { Command } from 'commander'
import { restoreLibrary } from '../../main/engine/restore-library.ts'
import { errorSentence } from '../../shared/text/error-sentence.ts'
import { language } from '../language.ts'
import { withLibrary } from '../options.ts'
import type { LibraryOptions } from '../options.ts'
import { printable, printJson, printLine } from '../output.ts'

export function addRestore(program: Command): void {
  withLibrary(program.command('restore'))
    .description('put the latest good backup in the place of a damaged catalog; what was there is kept')
    .action((options: LibraryOptions) => {
      const restored = restoreLibrary(options.library)
      if (options.json) printJson(restored)
      else printLine(printable(errorSentence(language, { code: 'library-restored', params: restored })))
    })
}

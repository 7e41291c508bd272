import type { Command } from 'commander'
import { withLibrary } from '../options.ts'
import type { LibraryOptions } from '../options.ts'
import { printable, printJson, printLine } from '../output.ts'
import { withEngine } from '../with-engine.ts'

export function addDoctor(program: Command): void {
  withLibrary(program.command('doctor'))
    .description('check catalog, originals, previews, tools and disk')
    .action(async (options: LibraryOptions) => {
      const diagnosis = await withEngine(options.library, ({ client }) => client.app.doctor())
      if (options.json) printJson(diagnosis)
      else if (diagnosis.ok) printLine('Everything is sound.')
      else
        for (const { area, what, do: todo } of diagnosis.findings)
          printLine(printable(`${area}: ${what} ${todo}`))
      process.exitCode = diagnosis.ok ? 0 : 1
    })
}

import type { Command } from 'commander'
import { describePhoto } from '../describe-photo.ts'
import { withLibrary } from '../options.ts'
import type { LibraryOptions } from '../options.ts'
import { printable, printJson, printLine } from '../output.ts'
import { withEngine } from '../with-engine.ts'

export function addShow(program: Command): void {
  withLibrary(program.command('show'))
    .description('all metadata of a photo; given a path, what that file says')
    .argument('<photo>', 'id, beginning of an id, or path')
    .action(async (photo: string, options: LibraryOptions) => {
      await withEngine(options.library, async ({ client }) => {
        const shown = await describePhoto(client, photo)
        if (options.json) printJson(shown)
        else for (const [name, value] of Object.entries(shown)) printField(name, value)
      })
    })
}

function printField(name: string, value: unknown): void {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return
  const text = Array.isArray(value) ? value.join(', ') : String(value)
  printLine(`${name.padEnd(20)} ${printable(text)}`)
}

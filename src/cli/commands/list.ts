import { InvalidArgumentError, Option } from 'commander'
import type { Command } from 'commander'
import { sortFieldSchema } from '../../shared/view.ts'
import type { Sort } from '../../shared/view.ts'
import { withLibrary } from '../options.ts'
import type { LibraryOptions } from '../options.ts'
import { printable, printJson, printLine } from '../output.ts'
import { photoRows, rowLine } from '../photo-rows.ts'
import { withEngine } from '../with-engine.ts'

export function addList(program: Command): void {
  withLibrary(program.command('list'))
    .description('search the library, in the search language of the app')
    .argument('[query...]', 'such as: rating:>=4 flag:pick camera:nikon')
    .addOption(
      new Option('--sort <field>', 'taken, added, rating or name; -taken for the reverse')
        .default({ field: 'taken', descending: false } satisfies Sort, 'taken')
        .argParser(parseSort),
    )
    .option('--limit <n>', 'at most so many', parseCount)
    .action(async (query: string[], options: LibraryOptions & { sort: Sort; limit?: number }) => {
      await withEngine(options.library, async (engine) => {
        const view = { source: { kind: 'all' }, search: query.join(' '), sort: options.sort } as const
        for await (const row of photoRows(engine, view, options.limit)) {
          if (options.json) printJson(row)
          else printLine(printable(rowLine(row)))
        }
      })
    })
}

function parseSort(text: string): Sort {
  const descending = text.startsWith('-')
  const field = sortFieldSchema.exclude(['album']).safeParse(descending ? text.slice(1) : text)
  if (!field.success) throw new InvalidArgumentError('Sort by taken, added, rating or name.')
  return { field: field.data, descending }
}

export function parseCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Give a whole number above 0.')
  return Number(text)
}

import { InvalidArgumentError, Option } from 'commander'
import type { Command } from 'commander'
import type { PhotoChange } from '../../shared/edits.ts'
import { flagSchema, labels, labelSchema } from '../../shared/photo.ts'
import { findPhotos } from '../find-photo.ts'
import { withLibrary } from '../options.ts'
import type { LibraryOptions } from '../options.ts'
import { printJson, printLine } from '../output.ts'
import { UsageError } from '../refusal.ts'
import { withEngine } from '../with-engine.ts'

interface SetOptions extends LibraryOptions {
  rating?: number
  flag?: string
  label?: string
  keyword: string[]
  title?: string
  caption?: string
}

export function addSet(program: Command): void {
  withLibrary(program.command('set'))
    .description('edit photos; each edit can be undone in the app')
    .argument('<photo...>', 'ids, beginnings of ids, or paths')
    .option('--rating <n>', '0 to 5', parseRating)
    .addOption(new Option('--flag <flag>', 'the one pick or reject').choices(flagSchema.options))
    .addOption(new Option('--label <colour>', 'colour label').choices([...labels, 'none']))
    .option('--keyword <+word|-word>', 'add or take away a keyword; again for more', collect, [])
    .option('--title <text>')
    .option('--caption <text>')
    .action(async (photos: string[], options: SetOptions) => {
      const changes = changesOf(options)
      if (changes.length === 0) throw new UsageError('Say what to set, such as --rating 4. See: set --help')
      await withEngine(options.library, async ({ client }) => {
        const ids = await findPhotos(client, photos)
        let changed = 0
        for (const change of changes) {
          const result = await client.edits.apply({ kind: 'photos', photos: { ids }, change })
          changed = Math.max(changed, result.changed)
        }
        if (options.json) printJson({ photos: ids.length, changed })
        else printLine(`${changed} of ${ids.length} changed`)
      })
    })
}

function changesOf({ rating, flag, label, keyword, title, caption }: SetOptions): PhotoChange[] {
  const changes: PhotoChange[] = []
  if (rating !== undefined) changes.push({ field: 'rating', value: rating })
  if (flag !== undefined) changes.push({ field: 'flag', value: flagSchema.parse(flag) })
  if (label !== undefined) {
    changes.push({ field: 'label', value: label === 'none' ? null : labelSchema.parse(label) })
  }
  if (keyword.length > 0) {
    const words = (sign: string) =>
      keyword.filter((word) => word.startsWith(sign)).map((word) => word.slice(1))
    const plain = keyword.filter((word) => !/^[+-]/.test(word))
    changes.push({ field: 'keywords', add: [...words('+'), ...plain], remove: words('-') })
  }
  if (title !== undefined) changes.push({ field: 'title', value: title })
  if (caption !== undefined) changes.push({ field: 'caption', value: caption })
  return changes
}

function collect(value: string, earlier: string[]): string[] {
  return [...earlier, value]
}

function parseRating(text: string): number {
  if (!/^[0-5]$/.test(text)) throw new InvalidArgumentError('Give a rating from 0 to 5.')
  return Number(text)
}

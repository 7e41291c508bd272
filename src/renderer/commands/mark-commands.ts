import { type Label, labels } from '../../shared/photo.ts'
import type { PhotoChange } from '../../shared/edits.ts'
import { editTargets } from '../edits/edit-targets.ts'
import { markPhotos, steppedRating, toggledLabel, toggledPick } from '../edits/mark-photos.ts'
import type { CommandContext } from './command-context.ts'
import type { Command } from './command.ts'
import { keyTable } from './key-table.ts'

type Mark = (change: () => PhotoChange, goOn?: boolean) => Pick<Command, 'group' | 'enabled' | 'run'>

/** Rating, flag and label: one key each, with or without going on. */
export function markCommands(context: CommandContext): Command[] {
  const { text, settings, edits, bridge } = context
  const { titles, sheet, reasons } = text.commands
  const enabled = editTargets().length > 0 ? true : reasons.noPhoto
  const mark: Mark = (change, goOn = settings.autoAdvance) => ({
    group: 'photo',
    enabled,
    run: () => markPhotos({ text, edits, engine: bridge.engine }, change(), goOn),
  })

  const ratings = [0, 1, 2, 3, 4, 5].flatMap((value): Command[] => {
    const id = ratingIds[value]!
    return [
      {
        id,
        title: value === 0 ? titles.unrate : titles.rate(value),
        keys: keyTable[id],
        icon: 'star',
        row: sheet.rate,
        ...mark(() => ({ field: 'rating', value })),
      },
      {
        id: `${id}-next`,
        title: titles['rate-next'](value),
        keys: keyTable[`${id}-next`],
        icon: 'star',
        row: sheet.rateNext,
        ...mark(() => ({ field: 'rating', value }), true),
      },
    ]
  })

  const flags: Command[] = [
    {
      id: 'pick',
      title: titles.pick,
      keys: keyTable.pick,
      icon: 'flag',
      ...mark(() => ({ field: 'flag', value: 'pick' })),
    },
    {
      id: 'reject',
      title: titles.reject,
      keys: keyTable.reject,
      icon: 'reject',
      ...mark(() => ({ field: 'flag', value: 'reject' })),
    },
    {
      id: 'unflag',
      title: titles.unflag,
      keys: keyTable.unflag,
      icon: 'flagOutline',
      ...mark(() => ({ field: 'flag', value: 'none' })),
    },
    {
      id: 'toggle-pick',
      title: titles['toggle-pick'],
      keys: keyTable['toggle-pick'],
      icon: 'flag',
      ...mark(toggledPick),
    },
  ]

  return [
    ...ratings,
    {
      id: 'rating-down',
      title: titles['rating-down'],
      keys: keyTable['rating-down'],
      ...mark(() => steppedRating(-1), false),
    },
    {
      id: 'rating-up',
      title: titles['rating-up'],
      keys: keyTable['rating-up'],
      ...mark(() => steppedRating(1), false),
    },
    ...flags,
    ...labels.flatMap((label) => labelCommands(context, label, mark)),
    {
      id: 'unlabel',
      title: titles.unlabel,
      keys: [],
      icon: 'tag',
      ...mark(() => ({ field: 'label', value: null })),
    },
  ]
}

const ratingIds = ['unrate', 'rate-1', 'rate-2', 'rate-3', 'rate-4', 'rate-5'] as const

function labelCommands({ text }: CommandContext, label: Label, mark: Mark): Command[] {
  const { titles, sheet, labels: names } = text.commands
  const first: Command = {
    id: `label-${label}`,
    title: titles.label(names[label]),
    // Purple has no key, as photographers know it.
    keys: label === 'purple' ? [] : keyTable[`label-${label}`],
    icon: 'tag',
    row: sheet.label,
    ...mark(() => toggledLabel(label)),
  }
  if (label === 'purple') return [first]
  return [
    first,
    {
      id: `label-${label}-next`,
      title: titles['label-next'](names[label]),
      keys: keyTable[`label-${label}-next`],
      icon: 'tag',
      row: sheet.rateNext,
      ...mark(() => ({ field: 'label', value: label }), true),
    },
  ]
}

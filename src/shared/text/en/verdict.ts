import type { VerdictReason } from '../../import.ts'
import type { KeyedMessages } from '../message.ts'
import { unitsEn as u } from '../units.ts'

const photos = (n: string | number) => (Number(n) === 1 ? '1 photo' : `${u.count(Number(n))} photos`)

/** Why a verdict is not green: what is missing, and what to do. */
export const verdict: KeyedMessages<VerdictReason> = {
  'second-place-missing': () => '1 of 2 copies is verified. Add a second place on another volume.',
  'same-volume': ({ volume = '' }) =>
    `Both copies are on ${volume || 'the same volume'}. A second copy counts when it is on another one.`,
  'same-volume-as-card': ({ volume = '' }) =>
    `A copy is on ${volume || 'the volume'} that the card’s folder is on, and would go with it.`,
  'known-one-copy': ({ count = 0 }) =>
    `${photos(count)} imported before ${Number(count) === 1 ? 'has' : 'have'} fewer than two verified copies.`,
  'left-out': ({ count = 0 }) =>
    `${photos(count)} left out by you ${Number(count) === 1 ? 'has' : 'have'} no copy.`,
  skipped: ({ count = 0 }) =>
    Number(count) === 1
      ? '1 entry on the card could not be taken. Look at it before formatting.'
      : `${u.count(Number(count))} entries on the card could not be taken. Look at them before formatting.`,
  'files-failed': ({ count = 0 }) => `${photos(count)} could not be copied or differ from the card.`,
  cancelled: ({ done = 0, total = 0 }) =>
    `The import was cancelled at photo ${done} of ${total}. The ${done} are complete.`,
}

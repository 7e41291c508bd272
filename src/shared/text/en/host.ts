import type { Params } from '../message.ts'

/** What is said outside of the page, in a dialog of the system or on the terminal; ja/host.ts has the same keys. */
export const host = {
  restore: {
    question: ({ path = '', backup = '' }: Params) =>
      `The catalog of ${path} is damaged. Your photos are not touched. Put the last good backup, ${backup}, in its place? The damaged catalog is kept.`,
    confirm: 'Restore the backup',
    declined: 'Nothing was changed. “image-space restore” puts the backup in place at any time.',
  },
  quit: 'Quit',
}

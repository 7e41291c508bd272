import { unitsEn } from '../units.ts'

/** Words of texts that were written on two devices at once; ja/conflicts.ts has the same keys. */
export const conflicts = {
  title: 'Conflicts',
  back: 'Back',
  count: (n: number) => (n === 1 ? '1 conflict' : `${unitsEn.count(n)} conflicts`),
  sentence:
    'Changed on two devices at once. All versions are kept until you choose, and your choice holds on all devices.',
  list: 'Texts with more than one version',
  fields: {
    title: 'Title',
    caption: 'Caption',
    creator: 'Creator',
    copyright: 'Copyright',
    'album.title': 'Name of the album',
  } as Readonly<Record<string, string>>,
  album: 'Album',
  holds: 'This one holds now',
  other: 'Also written',
  empty: 'empty',
  keep: 'Keep this one',
  merge: 'Write another…',
  merged: 'Your version',
  mergeNote: 'All versions, one below the other. Change them as you like.',
  mergeSave: 'Keep this text',
  cancel: 'Cancel',
  kept: (field: string, name: string) => `${field} of ${name}: settled on all devices.`,
  place: (at: number, of: number) => `${unitsEn.count(at)} of ${unitsEn.count(of)}`,
  none: 'Nothing to settle',
  noneSentence: 'Texts that are changed on two devices at once come here, with all their versions.',
  toLibrary: 'Show the photos',
  inPhoto: (fields: string) => `${fields}: changed in two places. Both are kept until you choose.`,
  settle: 'Choose…',
}

import type { OwnSyncReason } from '../../sync-status.ts'
import type { Format } from '../format.ts'
import type { KeyedMessages } from '../message.ts'

const ownReasons: KeyedMessages<OwnSyncReason> = {
  'other-space': () =>
    'This library is kept in step with the space of another account or server. Nothing was sent or changed. Sign in to that account again, or use another library for this one.',
  'space-lost': () =>
    'The server no longer has the space of this library, and this computer alone cannot give it back. Everything here is kept, and nothing was sent. Sync on another of your computers; then this one goes on by itself.',
  'other-key': () =>
    'The space of this library on the server has another key than the one this computer knows. Nothing of it was used, nothing was sent, and everything here is kept. Tell the operator of the server.',
  'log-changed': () =>
    'The server left out changes of your computers, or gave them in another order. Nothing of that was used, and everything here is kept. Tell the operator of the server; sync goes on by itself once all of them are there.',
  'not-kept': () =>
    'The server says that it has changes of this computer, but does not show them. They are kept here and are sent again by themselves. If it stays so, tell the operator of the server.',
  library: () => 'The library could not be written. What was complete is kept.',
  fault: () =>
    'Image Space met a fault of its own while syncing. Nothing was lost; see logs/engine.log in the library.',
}

/** How far a library is in step with its space; ja/sync.ts has the same keys. */
export const sync = {
  states: {
    noAccount: 'This library has no image space account. Everything works without one.',
    locked: 'The keys of your account are locked with your password. Give it to sync.',
    wrongPassword: 'The password is wrong. Nothing was changed. Try again.',
    upToDate: (since: string) => `Up to date, ${since}.`,
    sending: (format: Format, changes: number) =>
      changes === 1 ? 'Sending 1 change.' : `Sending ${format.number(changes)} changes.`,
    receiving: 'Receiving what other computers did.',
    offline: (since: string) => `Offline since ${since}. It goes on by itself.`,
    paused: 'Paused.',
    unsent: (format: Format, changes: number) =>
      changes === 1 ? '1 change waits to be sent.' : `${format.number(changes)} changes wait to be sent.`,
  },
  ownReasons,
  held: {
    photosTrashed: (format: Format, trashed: number, photos: number) =>
      `Other computers moved ${format.number(trashed)} of ${format.number(photos)} photos to the trash. That was not done here yet.`,
    albumEmptied: (format: Format, before: number) =>
      `Other computers emptied an album of ${format.number(before)} photos. That was not done here yet.`,
  },
  /** A few words in the window's frame. */
  frame: {
    open: 'Image space',
    noAccount: 'Not synced',
    locked: 'Password needed to sync',
    upToDate: 'Up to date',
    toSend: (format: Format, count: number) => `${changes(format, count)} to send`,
    sending: (format: Format, count: number) => `Sending ${changes(format, count)}`,
    receiving: 'Receiving',
    offline: (since: string) => `Offline since ${since}`,
    toUpload: (what: string) => `${what} to upload`,
    offlineToSend: (since: string, waiting: string) => `Offline since ${since}, ${waiting}`,
    paused: 'Sync paused',
    pausedToSend: (waiting: string) => `Sync paused, ${waiting}`,
    needsYou: 'Sync needs you',
    held: 'Removals wait for you',
    foreign: 'Not your space',
  },
  panel: {
    title: 'Image space',
    lastRound: 'Last round',
    noRound: 'none since the start',
    since: 'Since',
    waiting: 'To send',
    nothing: 'nothing',
    changes,
    server: 'Server',
    account: 'Account',
    now: 'Sync now',
    pause: 'Pause',
    resume: 'Go on',
    more: 'Image space…',
    signIn: 'Sign in again…',
    whatHappened: 'What happened',
    equal: 'What is known of your photos is the same here and in your image space.',
    uploads: 'To upload',
    uploadsOf: (format: Format, files: number, previews: number) =>
      [
        files === 0 ? '' : files === 1 ? '1 file' : `${format.number(files)} files`,
        previews === 0 ? '' : previews === 1 ? '1 preview' : `${format.number(previews)} previews`,
      ]
        .filter(Boolean)
        .join(', '),
    parked: 'Cannot be stored',
    files: (format: Format, count: number) => (count === 1 ? '1 file' : `${format.number(count)} files`),
    left: (time: string) => `${time} left`,
    metered: 'Metered network',
    meteredNote: 'Only changes are sent and received, no pictures.',
    goesOn: 'It goes on by itself.',
    incoming: 'What was done on your other devices comes in.',
    pausedNote: 'Nothing is sent or received until you go on.',
    goOnWithoutIt: 'Everything in this library works meanwhile.',
    heldTitle: 'Removals wait for you',
    heldNote:
      'Photos go to the trash, where they can be restored. Until you agree nothing is removed here; everything else is kept in step.',
    heldAgree: 'Remove here too',
    heldDone: 'The removals were carried out.',
  },
  stop: {
    title: 'This is not your space',
    sentence:
      'The server answered with something that does not belong to your account. Image Space has stopped syncing.',
    kept: 'Nothing of it was shown, used or saved, and nothing more of yours was sent. Your photos on this computer are untouched.',
    yours: 'Your space',
    server: 'Server',
    found: 'Found by',
    foundHow: 'the keys on this computer, before any content was opened',
    when: 'When',
    reported: 'Reported',
    reportedHow: 'to the server; a sound one freezes the account until its operator has looked into it',
    todo: 'What you can do',
    todos: [
      'Work on as usual. The library stays open; what you change waits here.',
      'Tell the operator of the server, with what stands above.',
      'Do not sign in again until the operator has written to you. Then choose “Sync now”.',
    ],
    offline: 'Work offline',
  },
  said: {
    done: (format: Format, sent: number, received: number) =>
      `${changes(format, sent)} sent, ${changes(format, received)} received.`,
    rewound: 'The server had lost the end of your space, and was given it again.',
    howToAllow: 'If you want that, carry it out with “image-space sync --allow-removals”.',
    removalsDone: 'The removals that waited were carried out.',
    overwritten: (format: Format, count: number) =>
      count === 1
        ? '1 text was written on two computers at once. Both versions are kept:'
        : `${format.number(count)} texts were written on two computers at once. All versions are kept:`,
    version: (of: string, field: string, holds: string, others: string) =>
      `${of}, ${field}: “${holds}” holds; also written: ${others}`,
    quoted: (text: string) => `“${text}”`,
  },
}

function changes(format: Format, count: number): string {
  return count === 1 ? '1 change' : `${format.number(count)} changes`
}

import type { AccessKind, AccessVerb } from '../../space/access-words.ts'
import { unitsEn } from '../units.ts'

const { count } = unitsEn

/** Words of the screen of the image space; ja/space.ts has the same keys. */
export const space = {
  title: 'Image space',
  back: 'Back',
  sections: {
    overview: 'Overview',
    devices: 'Devices',
    accesses: 'Who opened what',
    kit: 'Recovery kit',
  },
  asking: 'Asking the server',
  tryAgain: 'Try again',
  unlock: {
    title: 'The keys are locked',
    sentence:
      'This computer has no keychain that can be used, so your keys are locked with your password. It is asked for once after each start.',
    button: 'Unlock',
    wrong: 'The password is wrong. Nothing was changed. Try again.',
  },

  overview: {
    account: 'Account',
    server: 'Server',
    fingerprint: 'Fingerprint',
    fingerprintNote: 'The same on all your devices and on your recovery kit.',
    email: 'E-mail address',
    noEmail: 'not stored',
    since: 'Member since',
    sinceOf: (date: string, member: number) => `${date}, member ${member}`,
    deletes: 'Deleted on',
  },
  storage: {
    title: 'Storage',
    sentence: (used: number, quota: number) => `${unitsEn.bytes(used)} of ${unitsEn.bytes(quota)} used`,
    used: 'Used',
    reserved: 'Being uploaded',
    free: 'Free',
    plot: (used: string, reserved: string, free: string) =>
      `Storage: ${used} used, ${reserved} being uploaded, ${free} free`,
    full: 'There is no room left. What is there and here is kept; nothing more is taken. Ask the operator for more room.',
  },

  devices: {
    sentence:
      'Devices that hold the keys of your account. One that you lost, remove: it can open nothing more.',
    device: 'Device',
    added: 'Added',
    lastUsed: 'Last used',
    thisOne: 'this one',
    unnamed: 'a device without a name',
    removed: (when: string) => `removed ${when}`,
    never: 'no session',
    remove: 'Remove…',
    removeNamed: (name: string) => `Remove ${name}…`,
    removeTitle: (name: string) => `Remove “${name}” from your account?`,
    removeSentence:
      'Its sessions end, and the server refuses it from then on: it receives nothing new and sends nothing. What it has received before stays on it. Photos in your library are not touched. To use it again, sign in there anew.',
    removeButton: 'Remove the device',
    removedNotice: (name: string) => `“${name}” was removed. It can open nothing more.`,
    sessions: 'Sessions',
    sessionsSentence: 'A session that ends can be opened again with the password.',
    session: 'Session on',
    began: 'Began',
    end: 'End',
    endNamed: (name: string) => `End the session on ${name}`,
    endedNotice: (name: string) => `The session on ${name} has ended.`,
  },

  accesses: {
    sentence:
      'Every read and write of what is yours, as the server logged it before it answered. Each line holds the hash of the one before; all of them were checked.',
    checked: (lines: number, at: string) =>
      `${count(lines)} ${lines === 1 ? 'line' : 'lines'}, none missing, checked ${at}`,
    nobody: 'No other account has opened anything of yours.',
    somebody: (lines: number) =>
      `Another account was let to ${lines === 1 ? 'something' : `${count(lines)} things`} of yours. Tell the operator of the server, with this page.`,
    reading: 'Reading and checking the log',
    when: 'When',
    who: 'Who',
    what: 'What',
    times: 'Times',
    amount: 'Amount',
    result: 'Result',
    done: 'done',
    refused: 'refused',
    thisDevice: (name: string) => `${name} (this one)`,
    unknown: 'a device that was never named',
    other: 'another account',
    between: (from: string, to: string) => `${from} – ${to}`,
    verbs: {
      read: 'read',
      list: 'looked for',
      write: 'sent',
      remove: 'removed',
      'sign-in': 'signed in',
      change: 'changed',
      report: 'reported',
    } satisfies Record<AccessVerb, string>,
    kinds: {
      record: 'changes',
      blob: 'pictures',
      space: 'the space',
      account: 'the account',
      keys: 'the locked keys',
      session: 'a session',
      device: 'a device',
      upload: 'an upload',
    } satisfies Record<AccessKind, string>,
    act: (verb: string, kind: string) => `${verb} ${kind}`,
    signedIn: 'signed in',
    more: 'Older rows are in “image-space account export”.',
  },

  kit: {
    sentence:
      'With the 24 words and your e-mail address you get back in when the password is lost. The kit is the one that was made with the account; showing it again changes nothing.',
    show: 'Show the recovery kit',
    done: 'The kit is on paper: three words were right.',
  },

  signOut: {
    button: 'Sign out…',
    title: 'Sign this library out?',
    sentence:
      'The keys of your account are taken off this computer and its session ends. Photos, marks, texts and albums stay in this library. They are kept in step no more until you sign in again, with your password or the recovery kit.',
    unsent: (changes: number) =>
      changes === 1
        ? '1 change was not sent yet. It waits here.'
        : `${count(changes)} changes were not sent yet. They wait here.`,
    confirm: 'Sign out',
    done: 'Signed out. The keys are off this computer; the library stays as it is.',
    left: 'Signed out here. The server could not be told: the session ends by itself when it is not used for 30 days, or from another device.',
  },
}

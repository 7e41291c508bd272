import type { Format } from '../format.ts'

/** Words of an image space account on the command line; ja/account.ts has the same keys. */
export const account = {
  command: (command: string) => `The command is “${command}”.`,

  ask: {
    password: 'Password',
    newPassword: 'New password',
    currentPassword: 'Current password',
    code: (email: string) => `The six digits that were mailed to ${email}`,
    kit: 'The 24 words of the recovery kit',
    onPaper: 'Press Enter when the words are on paper',
    word: (place: number) => `Word ${place} on the paper`,
    otherWord: 'That is another word. Look at the paper again.',
  },

  /** The page to print. Lines are 70 columns at most. */
  kit: {
    title: 'IMAGE SPACE RECOVERY KIT',
    server: 'Server',
    account: 'Account',
    member: (number: number) => `member ${number}`,
    use: [
      'With these words and your e-mail address you get back into your',
      'account when the password is lost: “Use the recovery kit”, or',
      'image-space account recover on the command line.',
      'Whoever else has them may get in too. Keep this page with papers that',
      'matter, not on this computer. Without the password and without this',
      'kit nobody can open your photos.',
    ],
  },

  said: {
    registered: (server: string, member: number) =>
      `Your account is made: member ${member} at ${server}. This library is signed in.`,
    signedIn: (server: string) => `This library is signed in at ${server}.`,
    recovered: (server: string) =>
      `This library is signed in at ${server}, with the new password. Sessions on other devices have ended; the recovery kit stays as it is.`,
    kitAgain: '“image-space account kit” shows the recovery kit again.',
    kitInFile: (path: string) => `The recovery kit is in ${path}. Print it, then take it off this computer.`,
    kitNotProved:
      'Nobody has checked yet that the words are on paper. The account is made all the same; “image-space account kit” shows them again.',
    passwordChanged:
      'The password is changed. Sessions on other devices have ended; the recovery kit stays as it is.',
    signedOut: 'Signed out: the keys of the account are off this computer. The library stays as it is.',
    sessionLeft:
      'The server could not be told. The session ends by itself when it is not used for 30 days, or from another device with “image-space account sessions --end”.',
    sessionEnded: (device: string) => `The session on ${device} has ended.`,
    deletes: (date: string) =>
      `Your account and everything that the server keeps of it is deleted on ${date}. Until then “image-space account keep” keeps it, and “image-space account export” copies it. What is on this computer stays.`,
    stays: 'Your account stays.',
  },

  status: {
    server: 'Server',
    account: 'Account',
    profile: 'Profile',
    room: 'Room',
    deletion: 'Deletion',
    devices: 'Devices',
    sessions: 'Sessions',
    noProfile: 'none is stored',
    member: (number: number, since: string) => `member ${number} since ${since}`,
    roomOf: (format: Format, used: number, quota: number, left: number) =>
      `${format.bytes(used)} of ${format.bytes(quota)} used, ${format.bytes(left)} left`,
    deletesOn: (date: string) => `on ${date}, unless you say “image-space account keep”`,
    device: (name: string, since: string, isThis: boolean) =>
      `${name}${isThis ? ' (this one)' : ''}, since ${since}`,
    removed: (when: string) => `removed ${when}`,
    unnamed: 'a device without a name',
    session: (id: string, device: string, used: string, isThis: boolean) =>
      `${id}  ${device}${isThis ? ' (this one)' : ''}, last used ${used}`,
  },

  export: {
    done: (folder: string, what: string) => `${folder} has everything that the server keeps: ${what}.`,
    differs: (folder: string, what: string) =>
      `The account has changed while it was copied: ${what}. What is in ${folder} is sound; run the command again, and it fetches only what is missing.`,
    counted: (format: Format, of: ExportCounts) =>
      [
        plural(format, of.devices, 'device', 'devices'),
        plural(format, of.spaces, 'space', 'spaces'),
        plural(format, of.records, 'record', 'records'),
        `${plural(format, of.blobs, 'blob', 'blobs')} of ${format.bytes(of.blobBytes)}`,
        plural(format, of.accesses, 'log entry', 'log entries'),
      ].join(', '),
    difference: (format: Format, what: keyof ExportCounts, here: number, there: number) =>
      `${format.number(here)} of ${format.number(there)} ${exported[what]}`,
  },
}

export interface ExportCounts {
  devices: number
  spaces: number
  records: number
  blobs: number
  blobBytes: number
  accesses: number
}

const exported: Record<keyof ExportCounts, string> = {
  devices: 'devices',
  spaces: 'spaces',
  records: 'records',
  blobs: 'blobs',
  blobBytes: 'bytes of blobs',
  accesses: 'log entries',
}

function plural(format: Format, count: number, one: string, many: string): string {
  return `${format.number(count)} ${count === 1 ? one : many}`
}

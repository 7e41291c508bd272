/** One mail in words: its subject, and what it says, paragraph by paragraph. */
export interface Words {
  subject: string
  paragraphs: string[]
}

/** What happened, as the watch saw it. */
const incidentKinds = {
  'owner-mismatch': 'Stored data name one account as their owner and were found under another.',
  'duplicate-id': 'Two accounts were found to share one identifier.',
  canary: 'A test account of ours, which keeps trying to read the data of others, was given some.',
  'session-mismatch': 'A request that came in for one account was answered for another.',
  'log-broken':
    'A log of your account no longer fits together: an entry was changed or is missing, so we cannot rule it out.',
  'reported-by-client': 'An app was sent data of another account, refused them and told us.',
}
export type IncidentKind = keyof typeof incidentKinds

/** The mails of a server in English; dates come in as they are written. texts-ja.ts has the same keys. */
export const textsEn = {
  registrationCode: (code: string, minutes: number): Words => ({
    subject: 'Image Space: your code for registering',
    paragraphs: [
      'This is your code for registering with Image Space:',
      code,
      `It is valid for ${minutes} minutes and works once. Enter it in the app in which you are registering, and give it to nobody.`,
      'If you did not ask for it, there is nothing to do: without the code, no account is made with this address.',
    ],
  }),

  alreadyRegistered: (): Words => ({
    subject: 'Image Space: this address has an account already',
    paragraphs: [
      'Somebody asked to register this address. It has an account already, and nothing was changed.',
      'If it was you, sign in instead of registering. If you no longer know the password, recover the account in the app with your recovery kit.',
      'If it was not you, there is nothing to do.',
    ],
  }),

  recoveryCode: (code: string, minutes: number): Words => ({
    subject: 'Image Space: your code for recovering the account',
    paragraphs: [
      'This is your code for recovering your account:',
      code,
      `It is valid for ${minutes} minutes and works once. Enter it in the app in which you are recovering the account. Your recovery kit is needed as well.`,
      'If you did not ask for it, there is nothing to do: the code alone opens nothing. Give it to nobody.',
    ],
  }),

  newDevice: (device: string, at: string): Words => ({
    subject: 'Image Space: a new device in your account',
    paragraphs: [
      `On ${at} the device “${device || 'without a name'}” was added to your account.`,
      'If it was you, there is nothing to do.',
      'If it was not you, remove the device in the app at once and change your password.',
    ],
  }),

  passwordChanged: (at: string): Words => ({
    subject: 'Image Space: the password of your account was changed',
    paragraphs: [
      `On ${at} the password of your account was changed.`,
      'If it was you, there is nothing to do.',
      'If it was not you, recover the account with your recovery kit at once, and remove the devices that you do not know.',
    ],
  }),

  recoveryUsed: (at: string): Words => ({
    subject: 'Image Space: your account was recovered',
    paragraphs: [
      `On ${at} your account was recovered with the recovery kit and given a new password.`,
      'If it was you, there is nothing to do.',
      'If it was not you, somebody has your recovery kit and reads your mail. Change the password of your mailbox, recover the account with your own copy of the kit at once, and remove the devices that you do not know.',
    ],
  }),

  incidentNotice: (incident: string, openedAt: string, kind: IncidentKind): Words => ({
    subject: `Image Space: your account is frozen (incident ${incident})`,
    paragraphs: [
      `What happened: On ${openedAt} our watch found that data of your image space may have been mixed up with another account's. ${incidentKinds[kind]}`,
      'What we did: Your account is frozen. Nobody, including you, can read or write it on the server. Nothing was deleted. The photos on your computers are untouched and keep working.',
      "What others could have seen at most: encrypted data, with its size and time. It does not open with another member's keys.",
      'What to do: Nothing at once. Keep working offline; your changes wait on your computers. We write again when we know exactly what was opened.',
      'We are sorry that this happened.',
      `Incident: ${incident}`,
    ],
  }),

  accountUnfrozen: (incident: string, at: string): Words => ({
    subject: `Image Space: your account is open again (incident ${incident})`,
    paragraphs: [
      `On ${at} your account was opened again. You can read and write it on the server as before.`,
      'There is nothing to do: the changes that waited on your computers go out by themselves.',
      `Incident: ${incident}`,
    ],
  }),

  deletionScheduled: (at: string, deletesOn: string): Words => ({
    subject: 'Image Space: your account will be deleted',
    paragraphs: [
      `On ${at} the deletion of your account was asked for. It will be deleted from the server on ${deletesOn}.`,
      'Until then you can cancel the deletion in the app. If it was not you who asked for it, cancel it at once and change your password.',
      'The photos on your computers are not touched. What is on the server only is lost with the account: copy it to a computer before.',
    ],
  }),

  deletionCancelled: (at: string): Words => ({
    subject: 'Image Space: your account will not be deleted',
    paragraphs: [
      `On ${at} the deletion of your account was cancelled. Nothing was deleted, and your account works as before.`,
      'If it was not you, change your password at once and remove the devices that you do not know.',
    ],
  }),

  deletionDone: (receipt: string): Words => ({
    subject: 'Image Space: your account was deleted',
    paragraphs: [
      'Your account was deleted from the server. The photos on your computers were not touched. This is the receipt; please keep it:',
      receipt,
    ],
  }),

  footer: (origin: string) =>
    `Image Space, ${origin}\nThis mail was sent automatically. We never ask by mail for your password, a code or your recovery kit.`,
}

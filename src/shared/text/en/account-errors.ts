import type { Params } from '../message.ts'
import { unitsEn } from '../units.ts'

/** What kept an image space account from doing what was asked; ja/account-errors.ts has the same keys. */
export const accountErrors = {
  'address-invalid': ({ address = '' }: Params) =>
    `“${address}” is not the address of a server. Nothing was sent. Give it as https://photos.example.org, with a port where it needs one.`,
  'address-open': ({ address = '' }: Params) =>
    `${address} would be spoken to without encryption. Nothing was sent. Give its https address; http is only for a server on this computer.`,
  'email-invalid': ({ email = '' }: Params) =>
    `“${email}” is not an e-mail address. Nothing was sent. Check it and try again.`,
  'no-connection': ({ server = '', reason = '' }: Params) =>
    `${server} cannot be reached (${reason}). Everything in the library is kept and works without it. Check the address and the network, then try again.`,
  'not-an-image-space': ({ server = '' }: Params) =>
    `Something answers at ${server}, but it is not an image space. It was told nothing of yours. Check the address.`,
  'other-address': ({ server = '', origin = '' }: Params) =>
    `The server at ${server} says that its address is ${origin}. A sign-in is good for one address only, so nothing of yours was sent. If you know that address, give it instead.`,
  'broken-answer': () =>
    'The answer of the server is not understood. Nothing of it was used. Try again; if it stays so, update Image Space or tell the operator of the server.',
  'not-your-space': () =>
    'This is not your space: the server answered with something that is not of your account. Nothing of it was shown, used or saved, and it was reported to the server. Your photos are untouched; keep working offline until the operator has written to you.',

  'account-kept': ({ server = '' }: Params) =>
    `This library has an account at ${server} already. Nothing was changed. For another account use another library, or sign out here first.`,
  'no-account': ({ path = '' }: Params) =>
    `The library ${path} has no image space account. Make one, or sign in.`,
  'session-ended': ({ server = '' }: Params) =>
    `The session of this library at ${server} has ended. Nothing is lost. Sign in again.`,
  'register-refused': ({ mailed = 0 }: Params) =>
    mailed
      ? 'The server did not make the account: the code is wrong or too old, or the address has an account already. Nothing was changed. Try again for another code, or sign in.'
      : 'The server did not make the account; the address may have one already. Nothing was changed. Sign in, or give another address.',
  'sign-in-refused': () =>
    'The server did not accept this e-mail address with this password. Nothing was changed. Check both; if the password is lost, the recovery kit gets you in.',
  'sign-in-again-refused': () =>
    'The server did not accept this e-mail address with this password for the account of this library. Nothing was changed. Check both; for another account, or when this computer was removed from it, sign out first.',
  'recovery-refused': ({ mailed = 0 }: Params) =>
    mailed
      ? 'The server did not accept the e-mail address, the recovery kit or the code. Nothing was changed. Check them; trying again has another code mailed.'
      : 'The server did not accept this e-mail address with this recovery kit. Nothing was changed. Check both and try again.',
  'code-mailed': ({ email = '', minutes = 0 }: Params) =>
    `A code was mailed to ${email}. Nothing was changed yet. Give its six digits within ${minutes} minutes.`,
  'code-not-awaited': () =>
    'No code is awaited here, or it is too old. Nothing was changed. Have another one mailed.',
  'kit-word-count': ({ count = 0 }: Params) =>
    `A recovery kit has 24 words; these are ${count}. Nothing was changed. Give all of them, in their order.`,
  'kit-word-unknown': ({ place = 0, word = '' }: Params) =>
    `Word ${place}, “${word}”, is not a word of recovery kits. Nothing was changed. Compare it with the paper.`,
  'kit-words-wrong': () =>
    'These 24 words do not belong together: one is wrong, or two have changed places. Nothing was changed. Compare them with the paper.',
  'password-wrong': () =>
    'The current password is wrong. Nothing was changed. Try again; if it is lost, the recovery kit gets you in.',
  'keys-locked': () =>
    'The keys of your account are locked with your password. Nothing was changed. Give the password to go on.',
  'keys-unreadable': () =>
    'The keys of your account on this computer cannot be read. The library and what is on the server are untouched. Sign in again.',
  'keychain-unusable': ({ reason = '' }: Params) =>
    `The keychain of this computer cannot be used (${reason}). Nothing was changed. Unlock it and try again.`,
  'kit-file-there': ({ path = '' }: Params) =>
    `${path} is there already and was left as it is. Nothing was changed. Choose another place.`,
  'kit-file-refused': ({ path = '', reason = '' }: Params) =>
    `${path} cannot be made (${reason}). Nothing was changed. Choose another place.`,
  'keys-not-kept': ({ path = '', reason = '' }: Params) =>
    `Your account is there and your password opens it, but its keys could not be kept in ${path} (${reason}). Put that right, then sign in.`,
  'keys-not-locked': ({ path = '', reason = '' }: Params) =>
    `The password is changed, but the keys in ${path} could not be locked with it (${reason}): they still open with the earlier one. Put that right, then sign out and in again.`,
  'profile-not-stored': () =>
    'Your account is made and this library is signed in, but your e-mail address and name could not be stored in it. Sign out and in again to store the address.',

  'foreign-blob': ({ blob = '' }: Params) =>
    `What the server sent as blob ${blob} is not of your account. It was not kept and was reported to the server. The export stops here; what it had before is sound and kept. Tell the operator of the server.`,
  'foreign-record': ({ record = 0, space = '' }: Params) =>
    `What the server sent as record ${record} of space ${space} is not of your account. It was not kept and was reported to the server. The export stops here; what it had before is sound and kept. Tell the operator of the server.`,
  'foreign-space': ({ space = '' }: Params) =>
    `The space ${space} that the server listed is not of your account. Nothing of it was kept, and it was reported to the server. The export stops here; what it had before is sound and kept. Tell the operator of the server.`,
  'foreign-access': ({ entry = 0 }: Params) =>
    `Entry ${entry} of the access log is not of your account, or the log was changed there. Nothing from it on was used, and it was reported to the server. What came before it is sound. Tell the operator of the server.`,
  'export-among-others': ({ path = '' }: Params) =>
    `${path} holds other files. Nothing was written. Give an empty folder, or one with an earlier export of this account.`,
  'export-of-another': ({ path = '' }: Params) =>
    `${path} holds the export of another account. Nothing was written. Give an empty folder.`,

  'bad-input': () =>
    'The server did not understand what it was asked. Nothing was changed. Update Image Space and try again.',
  'not-accepted': () => 'The session has ended. Nothing is lost. Sign in again.',
  'not-allowed': () =>
    'The server does not let this computer do that. Nothing was changed. Sign out and in again.',
  'not-found': () =>
    'The server no longer has what was asked for; it may have been removed from another device. Look again.',
  conflict: () =>
    'This was changed from another device at the same time. Nothing was changed here. Try again.',
  rewound: () =>
    'The server has less than this computer has already seen of it; it may have been restored from a backup. Nothing was changed here. Tell the operator of the server.',
  forked: () =>
    'What the server has differs from what this computer has already seen of it. Nothing was changed here. Tell the operator of the server.',
  'too-long': () => 'This is longer than the server takes. Nothing was changed. Shorten it and try again.',
  quota: () =>
    'Your account has no room left on the server. Nothing was sent; what is there and here is kept. Remove something from the space, or ask the operator for more room.',
  clock: () =>
    'The clock of this computer is ahead of the server’s. Nothing was changed. Set the clock and try again.',
  frozen: ({ incident = '' }: Params) =>
    `Your account is frozen${incident ? ` (incident ${incident})` : ''}: the operator of the server is looking into something. Nothing is lost, and nobody can read or change it. Keep working offline; the operator writes to you.`,
  'too-many': ({ seconds = 60 }: Params) =>
    `That was tried too often. Nothing was changed. Wait ${unitsEn.roughDuration(Number(seconds))}, then try again.`,
  failed: () =>
    'The server made a mistake of its own and has noted it. What is here is kept. Try again; if it stays so, tell the operator of the server.',
  stopped: () =>
    'The server takes nothing new at present. Nothing was changed, and what it has is kept. Try again later.',
  unavailable: () => 'The server cannot answer at present. Nothing was changed. Try again in a while.',
  full: () =>
    'The disk of the server is full. What it has is kept, and so is everything here. Tell the operator of the server.',
}
export type AccountErrorCode = keyof typeof accountErrors

import type { ErrorCode } from '../../errors.ts'
import type { KeyedMessages } from '../message.ts'

/** What happened, what was kept, what to do next. Params: see where the code is thrown. */
export const errors: KeyedMessages<ErrorCode> = {
  'bad-request': () =>
    'Image Space was asked for something it does not know. Nothing was changed. Reload the window.',
  'not-found': ({ what = 'This' }) => `${what} is not in the library. It may have been removed meanwhile.`,
  'library-in-use': ({ path = '' }) =>
    `The library ${path} is being written by another program. Close that program and try again.`,
  'library-newer': ({ path = '' }) =>
    `The library ${path} was last opened by a newer version of Image Space. Nothing was changed. Update Image Space to open it.`,
  'library-damaged': ({ path = '', backup = '' }) =>
    backup
      ? `The catalog of ${path} is damaged. Your photos are not touched. The last good backup is ${backup}; “image-space restore” puts it in place and keeps the damaged catalog.`
      : `The catalog of ${path} is damaged and there is no good backup. Your photos are not touched. Index their folders into a new library.`,
  'library-restored': ({ backup = '', kept = '' }) =>
    `The catalog was damaged and has been restored from the backup ${backup}. The damaged catalog is kept as ${kept}.`,
  'library-unclean-stop': () =>
    'Image Space did not stop cleanly last time. The catalog was checked and is sound.',
  'library-on-network-share': ({ path = '' }) =>
    `${path} is on a network share, where a catalog can be damaged without notice. Nothing was written. Choose a folder on a local disk; photos may stay on the share.`,
  'library-not-writable': ({ path = '' }) =>
    `${path} cannot be written. Nothing was changed. Choose another folder or change its permissions.`,
  'not-a-library': ({ path = '' }) =>
    `${path} holds other files and no library. Nothing was written. Choose a library’s folder, or an empty one for a new library.`,
  'sqlite-too-old': ({ version = '' }) =>
    `SQLite ${version} has a fault that can damage catalogs. Reinstall Image Space; your library was not opened.`,
  'disk-full': ({ path = '', missing = '' }) =>
    missing
      ? `${path} is full: ${missing} are missing. What was complete is kept. Free some space and go on.`
      : `${path} is full. What was complete is kept. Free some space and go on.`,
  'read-failed': ({ path = '', reason = '' }) => `${path} could not be read (${reason}). The rest goes on.`,
  'write-failed': ({ path = '', reason = '' }) =>
    `${path} could not be written (${reason}). What was complete is kept. Check the disk and try again.`,
  'folder-missing': ({ path = '' }) => `${path} is not there. Connect its disk or choose another folder.`,
  'folder-not-writable': ({ path = '' }) =>
    `${path} cannot be written. Choose another folder or change its permissions.`,
  'not-a-folder': ({ path = '' }) => `${path} is not a folder. Choose a folder.`,
  'destination-inside-card': ({ path = '' }) =>
    `${path} is on the card itself. Nothing was copied. Choose a folder on another disk.`,
  'destinations-same-place': ({ path = '' }) =>
    `Both copies would go to ${path}. Choose another folder for the second copy.`,
  'card-removed': ({ done = 0, total = 0 }) =>
    `The card was removed at photo ${done} of ${total}. The ${done} are complete; put it back to go on.`,
  'card-changed': ({ name = 'The card' }) =>
    `${name} is not the card this import began with. Nothing was copied. Put the right card in, or start a new import.`,
  'card-busy': ({ name = 'The card' }) => `${name} is being copied. Wait, or cancel the copy first.`,
  'card-missing': ({ name = 'The card' }) =>
    `${name} is not connected. What was copied is kept. Put it back to go on.`,
  'card-empty': ({ path = '' }) => `There are no photos on ${path}.`,
  'copy-differs': ({ name = '', path = '' }) =>
    `${name} on ${path} differs from the card. The copy was removed; the file can be copied again.`,
  'source-differs': ({ name = '' }) =>
    `${name} reads differently each time. The card or its reader is faulty. Keep the card and try another reader.`,
  'name-too-long': ({ name = '' }) =>
    `The name ${name} is too long for the destination. Shorten the template.`,
  'name-not-text': ({ name = '' }) =>
    `The name ${name} is not valid text on this system. The file was left where it is; rename it to include it.`,
  'not-a-regular-file': ({ path = '' }) =>
    `${path} is a link, folder or device, not a file. It was passed over.`,
  'not-a-photo': ({ path = '' }) => `${path} is no photo and belongs to none. It was left where it is.`,
  'file-changed-while-read': ({ name = '' }) =>
    `${name} changed while it was read. It was not taken; try again when nothing writes to it.`,
  'original-differs': ({ name = '' }) =>
    `${name} is not what it was when it was taken in: another program changed it, or its disk is failing. It was not stored in the image space; what is there stays. Compare it with another copy.`,
  'stored-damaged': () =>
    'What the image space keeps of this file is not what was stored. Nothing of it was used, and the server was told. A computer that has the file can store it again.',
  'upload-fails': ({ name = '' }) =>
    `${name} did not reach the image space whole, three times. It is kept here; the rest goes on. It is tried again at the next start.`,
  'not-stored': ({ name = 'This file' }) =>
    `${name} is on no disk that is connected here, and not in the image space yet. Connect its disk, or let the computer that has it send it.`,
  'space-away': () =>
    'The image space cannot be reached now. What is on this computer is kept; try again when sync goes on.',
  'source-unreadable': ({ name = '', reason = '' }) =>
    `${name} could not be read from the card (${reason}). Keep the card; the rest goes on.`,
  'cannot-decode': ({ format = 'This file' }) =>
    `${format} cannot be decoded. The file stays in the library as it is.`,
  'decode-too-large': ({ width = 0, height = 0 }) =>
    `${width} x ${height} pixels are more than a preview is made from. The file stays in the library as it is.`,
  'decode-timeout': ({ seconds = 20 }) =>
    `No preview within ${seconds} seconds. The file stays in the library as it is.`,
  'no-preview-yet': () => 'The preview is not made yet.',
  'file-missing': ({ path = '' }) => `${path} is not there. Connect its disk; edits are kept.`,
  'template-invalid': ({ at = 0, token = '' }) =>
    token
      ? `The template has no token {${token}}. Choose one from the list.`
      : `The template is not complete at character ${at}. Each { needs its }.`,
  'search-invalid': ({ at = 0 }) => `The search is not understood at character ${at}.`,
  'manifest-missing': ({ path = '' }) =>
    `There is no manifest in ${path}. Choose the folder that an import copied to.`,
  'manifest-invalid': ({ path = '', reason = '' }) =>
    `The manifest ${path} cannot be trusted (${reason}). Nothing was checked against it.`,
  'eject-failed': ({ name = '', reason = '' }) =>
    `${name} could not be ejected (${reason}). Close what uses it and try again.`,
  'nothing-to-undo': () => 'There is nothing to undo.',
  'nothing-to-redo': () => 'There is nothing to redo.',
  'changed-elsewhere': () =>
    'This was changed elsewhere meanwhile. Look again and repeat the edit if it still holds.',
  'album-name-empty': () => 'An album needs a name.',
  'too-many-photos': ({ most = 100000 }) =>
    `At most ${most} photos can be changed in one step. Select fewer.`,
  cancelled: () => 'Cancelled. What was complete is kept.',
  'engine-stopped': () =>
    'The library stopped answering. Everything saved so far is safe. Start Image Space again.',
  'port-in-use': ({ port = 0 }) => `Port ${port} cannot be used. Give another one, or none.`,
  'settings-invalid': () => 'These settings could not be read. The defaults are used.',
}

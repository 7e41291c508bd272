/**
 * Everything that can be expected to go wrong and is told to the user. Each code has one sentence per language in
 * `text/…/errors.ts`: what happened, what was kept, what to do next. Anything else that is thrown is a bug.
 */
export const errorCodes = [
  'bad-request',
  'not-found',
  'library-in-use',
  'library-newer',
  'library-damaged',
  'library-restored',
  'library-unclean-stop',
  'library-on-network-share',
  'library-not-writable',
  'not-a-library',
  'sqlite-too-old',
  'disk-full',
  'read-failed',
  'write-failed',
  'folder-missing',
  'folder-not-writable',
  'not-a-folder',
  'destination-inside-card',
  'destinations-same-place',
  'card-removed',
  'card-changed',
  'card-missing',
  'card-busy',
  'card-empty',
  'copy-differs',
  'source-differs',
  'name-too-long',
  'name-not-text',
  'not-a-regular-file',
  'not-a-photo',
  'file-changed-while-read',
  'original-differs',
  'stored-damaged',
  'upload-fails',
  'not-stored',
  'space-away',
  'source-unreadable',
  'cannot-decode',
  'decode-too-large',
  'decode-timeout',
  'no-preview-yet',
  'file-missing',
  'template-invalid',
  'search-invalid',
  'manifest-missing',
  'manifest-invalid',
  'eject-failed',
  'nothing-to-undo',
  'nothing-to-redo',
  'changed-elsewhere',
  'album-name-empty',
  'too-many-photos',
  'cancelled',
  'engine-stopped',
  'port-in-use',
  'settings-invalid',
] as const

export type ErrorCode = (typeof errorCodes)[number]
export type ErrorParams = Readonly<Record<string, string | number>>

/** An expected failure. `code` and `params` cross every boundary; the sentence is made where it is shown. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly params: ErrorParams

  constructor(code: ErrorCode, params: ErrorParams = {}, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(params)}`, options)
    this.name = 'AppError'
    this.code = code
    this.params = params
  }
}

/** A failure in a form that crosses a process boundary. */
export interface ErrorNotice {
  code: ErrorCode
  params: ErrorParams
}

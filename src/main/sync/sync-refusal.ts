/**
 * - `other-space`: the library is kept in step with the space of another account or server. Nothing was changed.
 */
export type SyncRefusalCode = 'other-space'

/** Sync does not go on, for a reason that the user has to know. */
export class SyncRefusal extends Error {
  readonly code: SyncRefusalCode

  constructor(code: SyncRefusalCode) {
    super(code)
    this.name = 'SyncRefusal'
    this.code = code
  }
}

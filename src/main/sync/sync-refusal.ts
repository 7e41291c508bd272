/**
 * Nothing was changed, and what was not sent is kept.
 *
 * - `other-space`: the library is kept in step with the space of another account or server.
 * - `space-lost`: the server does not have the library's space any more, and this computer does not know its key.
 * - `other-key`: the library's space has another key than what this computer wrote is sealed with.
 * - `log-changed`: records that the member's computers signed are missing in the log, or stand in another order.
 * - `not-kept`: the server said that it has a record, and does not show it.
 */
export type SyncRefusalCode = 'other-space' | 'space-lost' | 'other-key' | 'log-changed' | 'not-kept'

/** Sync does not go on, for a reason that the user has to know. */
export class SyncRefusal extends Error {
  readonly code: SyncRefusalCode

  constructor(code: SyncRefusalCode) {
    super(code)
    this.name = 'SyncRefusal'
    this.code = code
  }
}

import type { Generated } from 'kysely'

/** Rows as the app's queries see them; database/migrations says what holds of them. */
export interface Tables {
  accounts: {
    account_id: Buffer
    genesis_key: Buffer
    /** For people to read; opens nothing. */
    member_number: Generated<string>
    registered_at: Generated<Date>
  }
  devices: {
    account_id: Buffer
    device_key: Buffer
    certificate: Buffer
    added_at: Generated<Date>
    revoked_at: Date | null
  }
  sessions: {
    account_id: Buffer
    session_id: Buffer
    device_key: Buffer
    token_hash: Buffer
    created_at: Generated<Date>
    revoked_at: Date | null
  }
  email_directory: { lookup: Buffer; account_id: Buffer }
  session_directory: { token_hash: Buffer; account_id: Buffer }
  spaces: { account_id: Buffer; space_id: Buffer; created_at: Generated<Date> }
  records: {
    account_id: Buffer
    space_id: Buffer
    sequence: string
    sealed: Buffer
    previous_sequence: string | null
    previous_hash: Buffer
    hash: Buffer
    appended_at: Generated<Date>
  }
}

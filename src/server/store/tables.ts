import type { Generated } from 'kysely'

/** Rows as the app's queries see them; database/migrations says what holds of them. */
export interface Tables {
  accounts: {
    account_id: Buffer
    genesis_key: Buffer
    /** For people to read; opens nothing. */
    member_number: Generated<string>
    is_canary: Generated<boolean>
    registered_at: Generated<Date>
    quota_bytes: string
    used_bytes: Generated<string>
    reserved_bytes: Generated<string>
    frozen_at: Generated<Date | null>
    frozen_for: Generated<Buffer | null>
    deletes_at: Generated<Date | null>
  }
  contacts: { account_id: Buffer; sealed_email: Buffer; language: 'en' | 'ja' }
  identities: {
    account_id: Buffer
    number: number
    signing_key: Buffer
    statement: Buffer
    sealed_secrets: Buffer
  }
  credentials: {
    account_id: Buffer
    version: number
    salt: Buffer
    sign_in_key: Buffer
    recovery_key: Buffer
    password_wrap: Buffer
    recovery_wrap: Buffer
    kit_wrap: Buffer
  }
  devices: {
    account_id: Buffer
    device_key: Buffer
    /** Null until the computer has unlocked the root key and certified itself. */
    certificate: Buffer | null
    added_at: Generated<Date>
    revoked_at: Generated<Date | null>
  }
  sessions: {
    account_id: Buffer
    session_id: Buffer
    device_key: Buffer
    token_hash: Buffer
    created_at: Generated<Date>
    last_used_at: Generated<Date>
    expires_at: Date
    revoked_at: Generated<Date | null>
  }
  email_directory: { lookup: Buffer; account_id: Buffer }
  session_directory: { token_hash: Buffer; account_id: Buffer }
  spaces: { account_id: Buffer; space_id: Buffer; created_at: Generated<Date> }
  space_keys: { account_id: Buffer; space_id: Buffer; epoch: string; sealed_key: Buffer; statement: Buffer }
  records: {
    account_id: Buffer
    space_id: Buffer
    sequence: string
    header: Buffer
    body: Buffer
    device_key: Buffer
    device_sequence: string
    previous_sequence: string | null
    previous_hash: Buffer
    hash: Buffer
    appended_at: Generated<Date>
  }
  blobs: {
    account_id: Buffer
    blob_id: Buffer
    length: string
    statement: Buffer
    receipt: Buffer
    kept_at: Generated<Date>
    scrubbed_at: Generated<Date>
  }
  uploads: { account_id: Buffer; upload_id: Buffer; length: string; created_at: Generated<Date> }
  accesses: {
    account_id: Buffer
    sequence: string
    actor: Buffer
    at: string
    entry: Buffer
    hash: Buffer
  }
  reports: { account_id: Buffer; report_id: Generated<string>; kind: string; at: Generated<Date> }
  access_checkpoints: { account_id: Buffer; sequence: string; hash: Buffer; at: string; signature: Buffer }
}

import { sql } from 'kysely'
import type { Credentials } from '../../shared/crypto/credentials.ts'
import type { Language } from '../mail/letters.ts'
import type { AccountStore } from './store.ts'

export interface NewAccount {
  genesisKey: Buffer
  statement: Buffer
  sealedIdentity: Buffer
  credentials: Credentials
  device: Buffer
  certificate: Buffer
  lookup: Buffer
  sealedEmail: Buffer
  language: Language
  quotaBytes: number
}

/** Everything an account begins with. @returns its member number @throws pg.DatabaseError when any of it exists already */
export async function addAccount({ account, rows }: AccountStore, of: NewAccount): Promise<number> {
  const { member_number: memberNumber } = await rows
    .insertInto('accounts')
    .values({ account_id: account, genesis_key: of.genesisKey, quota_bytes: String(of.quotaBytes) })
    .returning('member_number')
    .executeTakeFirstOrThrow()
  await rows.insertInto('email_directory').values({ lookup: of.lookup, account_id: account }).execute()
  await rows
    .insertInto('contacts')
    .values({ account_id: account, sealed_email: of.sealedEmail, language: of.language })
    .execute()
  await rows
    .insertInto('identities')
    .values({
      account_id: account,
      number: 0,
      signing_key: of.genesisKey,
      statement: of.statement,
      sealed_secrets: of.sealedIdentity,
    })
    .execute()
  await rows
    .insertInto('credentials')
    .values({ account_id: account, ...credentialColumns(of.credentials) })
    .execute()
  await rows
    .insertInto('devices')
    .values({ account_id: account, device_key: of.device, certificate: of.certificate })
    .execute()
  return Number(memberNumber)
}

/** @returns null when there is no such account */
export async function readCredentials({ account, rows }: AccountStore): Promise<Credentials | null> {
  const row = await rows
    .selectFrom('credentials')
    .selectAll()
    .where('account_id', '=', account)
    .executeTakeFirst()
  if (!row) return null
  return {
    version: row.version,
    salt: row.salt,
    signInKey: row.sign_in_key,
    recoveryKey: row.recovery_key,
    passwordWrap: row.password_wrap,
    recoveryWrap: row.recovery_wrap,
    kitWrap: row.kit_wrap,
  }
}

/** Takes effect only over the version before. @returns whether it did */
export async function replaceCredentials(
  { account, rows }: AccountStore,
  credentials: Credentials,
): Promise<boolean> {
  const done = await rows
    .updateTable('credentials')
    .set(credentialColumns(credentials))
    .where('account_id', '=', account)
    .where('version', '=', credentials.version - 1)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

export async function readAccount({ account, rows }: AccountStore) {
  return rows.selectFrom('accounts').selectAll().where('account_id', '=', account).executeTakeFirstOrThrow()
}

export async function readContact({ account, rows }: AccountStore) {
  return rows.selectFrom('contacts').selectAll().where('account_id', '=', account).executeTakeFirstOrThrow()
}

export async function readIdentities({ account, rows }: AccountStore) {
  return rows
    .selectFrom('identities')
    .selectAll()
    .where('account_id', '=', account)
    .orderBy('number')
    .execute()
}

export async function setDeletion({ account, rows }: AccountStore, at: Date | null): Promise<void> {
  await rows.updateTable('accounts').set({ deletes_at: at }).where('account_id', '=', account).execute()
}

/** @returns whether there was room for that many bytes, which are reserved then */
export async function reserveRoom({ account, rows }: AccountStore, bytes: number): Promise<boolean> {
  const done = await rows
    .updateTable('accounts')
    .set({ reserved_bytes: sql`reserved_bytes + ${bytes}` })
    .where('account_id', '=', account)
    .where(sql<boolean>`used_bytes + reserved_bytes + ${bytes} <= quota_bytes`)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** Moves room between reserved and used; either may fall. Bytes. */
export async function moveRoom(
  { account, rows }: AccountStore,
  by: { reserved: number; used: number },
): Promise<void> {
  await rows
    .updateTable('accounts')
    .set({
      reserved_bytes: sql`reserved_bytes + ${by.reserved}`,
      used_bytes: sql`used_bytes + ${by.used}`,
    })
    .where('account_id', '=', account)
    .execute()
}

function credentialColumns(of: Credentials) {
  return {
    version: of.version,
    salt: Buffer.from(of.salt),
    sign_in_key: Buffer.from(of.signInKey),
    recovery_key: Buffer.from(of.recoveryKey),
    password_wrap: Buffer.from(of.passwordWrap),
    recovery_wrap: Buffer.from(of.recoveryWrap),
    kit_wrap: Buffer.from(of.kitWrap),
  }
}

import { sql } from 'kysely'
import type { AccountStore } from './store.ts'

export async function readDevices({ account, rows }: AccountStore) {
  return rows
    .selectFrom('devices')
    .selectAll()
    .where('account_id', '=', account)
    .orderBy('added_at')
    .execute()
}

export async function readDevice({ account, rows }: AccountStore, key: Uint8Array) {
  return rows
    .selectFrom('devices')
    .selectAll()
    .where('account_id', '=', account)
    .where('device_key', '=', Buffer.from(key))
    .executeTakeFirst()
}

/** A computer without a certificate as yet. @throws pg.DatabaseError when another account has this key */
export async function addDevice({ account, rows }: AccountStore, key: Uint8Array): Promise<void> {
  await rows
    .insertInto('devices')
    .values({ account_id: account, device_key: Buffer.from(key), certificate: null })
    .execute()
}

export async function certifyDevice(
  { account, rows }: AccountStore,
  key: Uint8Array,
  certificate: Uint8Array,
): Promise<void> {
  await rows
    .updateTable('devices')
    .set({ certificate: Buffer.from(certificate) })
    .where('account_id', '=', account)
    .where('device_key', '=', Buffer.from(key))
    .execute()
}

/** @returns whether there was such a computer that was not revoked */
export async function revokeDevice({ account, rows }: AccountStore, key: Uint8Array): Promise<boolean> {
  const done = await rows
    .updateTable('devices')
    .set({ revoked_at: sql`now()` })
    .where('account_id', '=', account)
    .where('device_key', '=', Buffer.from(key))
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

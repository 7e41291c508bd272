import type { AccountStore } from './store.ts'

export interface StoredSpace {
  space: Buffer
  /** Of the last record of its log. */
  sequence: number
  keys: { epoch: number; sealedKey: Buffer; statement: Buffer }[]
}

export async function listSpaces({ account, rows }: AccountStore): Promise<StoredSpace[]> {
  const spaces = await rows
    .selectFrom('spaces')
    .select(['space_id'])
    .select(({ selectFrom }) =>
      selectFrom('records')
        .select('records.sequence')
        .whereRef('records.account_id', '=', 'spaces.account_id')
        .whereRef('records.space_id', '=', 'spaces.space_id')
        .orderBy('records.sequence', 'desc')
        .limit(1)
        .as('last'),
    )
    .where('account_id', '=', account)
    .orderBy('created_at')
    .execute()
  const keys = await rows
    .selectFrom('space_keys')
    .select(['space_id', 'epoch', 'sealed_key', 'statement'])
    .where('account_id', '=', account)
    .orderBy('epoch')
    .execute()
  return spaces.map((row) => ({
    space: row.space_id,
    sequence: Number(row.last ?? 0),
    keys: keys
      .filter((key) => key.space_id.equals(row.space_id))
      .map((key) => ({
        epoch: Number(key.epoch),
        sealedKey: key.sealed_key,
        statement: key.statement,
      })),
  }))
}

export async function hasSpace({ account, rows }: AccountStore, space: Uint8Array): Promise<boolean> {
  const row = await rows
    .selectFrom('spaces')
    .select('space_id')
    .where('account_id', '=', account)
    .where('space_id', '=', Buffer.from(space))
    .executeTakeFirst()
  return row !== undefined
}

/** Makes the space where there is none, and the epoch's key. @returns false when the epoch has another key */
export async function addSpaceKey(
  { account, rows }: AccountStore,
  { space, epoch }: { space: Uint8Array; epoch: number },
  sealedKey: Uint8Array,
  statement: Uint8Array,
): Promise<boolean> {
  const of = { account_id: account, space_id: Buffer.from(space) }
  await rows
    .insertInto('spaces')
    .values(of)
    .onConflict((is) => is.doNothing())
    .execute()
  await rows
    .insertInto('space_keys')
    .values({
      ...of,
      epoch: String(epoch),
      sealed_key: Buffer.from(sealedKey),
      statement: Buffer.from(statement),
    })
    .onConflict((is) => is.doNothing())
    .execute()
  const { sealed_key: kept } = await rows
    .selectFrom('space_keys')
    .select('sealed_key')
    .where('account_id', '=', account)
    .where('space_id', '=', of.space_id)
    .where('epoch', '=', String(epoch))
    .executeTakeFirstOrThrow()
  return kept.equals(sealedKey)
}

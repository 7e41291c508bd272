import type { AccountStore, Store } from './store.ts'

/** Adds entries to the logs of the accounts they name, in a transaction of their own. */
export async function logApart(store: Store, entries: readonly Uint8Array[]): Promise<void> {
  await store.call({
    text: 'SELECT log_accesses($1)',
    values: [entries.map((entry) => Buffer.from(entry))],
  })
}

/** Part of an account's log, in order. */
export async function accessesAfter(
  { account, rows }: AccountStore,
  sequence: number,
  limit: number,
): Promise<{ sequence: number; entry: Buffer; hash: Buffer }[]> {
  const found = await rows
    .selectFrom('accesses')
    .select(['sequence', 'entry', 'hash'])
    .where('account_id', '=', account)
    .where('sequence', '>', String(sequence))
    .orderBy('sequence')
    .limit(limit)
    .execute()
  return found.map((row) => ({ ...row, sequence: Number(row.sequence) }))
}

export async function checkpointsOf({ account, rows }: AccountStore) {
  const found = await rows
    .selectFrom('access_checkpoints')
    .selectAll()
    .where('account_id', '=', account)
    .orderBy('sequence')
    .execute()
  return found.map((row) => ({
    owner: row.account_id,
    sequence: Number(row.sequence),
    hash: row.hash,
    at: Number(row.at),
    signature: row.signature,
  }))
}

import type { AccountStore } from './store.ts'

/** How much of everything an account has. */
export async function countEverything({ account, rows }: AccountStore) {
  const count = async (table: 'devices' | 'spaces' | 'records' | 'blobs' | 'accesses') => {
    const { n } = await rows
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<string>().as('n'))
      .where('account_id', '=', account)
      .executeTakeFirstOrThrow()
    return Number(n)
  }
  const { bytes } = await rows
    .selectFrom('blobs')
    .select(({ fn }) => fn.sum<string | null>('length').as('bytes'))
    .where('account_id', '=', account)
    .executeTakeFirstOrThrow()
  return {
    devices: await count('devices'),
    spaces: await count('spaces'),
    records: await count('records'),
    blobs: await count('blobs'),
    blobBytes: Number(bytes ?? 0),
    accesses: await count('accesses'),
  }
}

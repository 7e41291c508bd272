import type { AccountStore } from './store.ts'

/** A member's own client refused something that is not of this account. The watch acts on it at its next round. */
export async function reportIncident({ account, rows }: AccountStore, kind: string): Promise<void> {
  await rows.insertInto('reports').values({ account_id: account, kind }).execute()
}

import { sign } from '../../shared/crypto/signature.ts'
import type { ServerKeys } from '../keys/server-keys.ts'
import type { WatchDatabase } from './watch-database.ts'

/** Signs where each access log stands that has grown since it was signed last: dCBOR[account, sequence, hash, at]. */
export async function signCheckpoints(
  database: WatchDatabase,
  keys: ServerKeys,
  now: number,
): Promise<number> {
  const grown = await database.rows<{ account_id: Buffer; sequence: string; hash: Buffer }>(
    `SELECT h.account_id, h.sequence, h.hash FROM access_heads h
     WHERE NOT EXISTS (SELECT FROM access_checkpoints c WHERE c.account_id = h.account_id AND c.sequence = h.sequence)`,
  )
  for (const { account_id: account, sequence, hash } of grown) {
    const signature = sign(keys.signing, 'is1/checkpoint', [account, Number(sequence), hash, now])
    const values = [account, sequence, hash, now, Buffer.from(signature)]
    await database.rows('SELECT keep_checkpoint($1, $2, $3, $4, $5)', values)
  }
  return grown.length
}

import { readBlobStatement } from '../../shared/crypto/blob-statement.ts'
import { equal } from '../../shared/crypto/bytes.ts'
import { publicKeyOf } from '../../shared/crypto/signature.ts'
import { api } from '../../shared/space/api.ts'
import type { Connection } from '../../shared/space/client/connection.ts'
import { Refusal } from '../../shared/space/refusal.ts'
import type { TransferTarget } from './transfer-target.ts'

const LISTED = 1_000

/**
 * The blobs that this computer has stored before a time. Those of others are for them to look after: only they know what
 * they have not told yet.
 * @returns their ids in base64url
 */
export async function listOwnBlobs(
  connection: Connection,
  { session }: TransferTarget,
  before: number,
): Promise<string[]> {
  const device = publicKeyOf(session.deviceSeed)
  const own: string[] = []
  let after: Uint8Array | undefined
  for (;;) {
    const { blobs } = await connection.askAs(session, api.blobs.list, { query: { after, limit: LISTED } })
    for (const { blob, statement, keptAt } of blobs) {
      const said = readBlobStatement(statement, () => undefined)
      if (equal(said.device, device) && equal(said.blob, blob) && keptAt < before)
        own.push(Buffer.from(blob).toString('base64url'))
    }
    after = blobs.at(-1)?.blob
    if (!after) return own
  }
}

/** Removes blobs; one that has gone already is gone. */
export async function removeBlobs(
  connection: Connection,
  { session }: TransferTarget,
  blobs: readonly string[],
): Promise<void> {
  for (const blob of blobs)
    try {
      const params = { blob: new Uint8Array(Buffer.from(blob, 'base64url')) }
      await connection.askAs(session, api.blobs.remove, { params })
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'not-found') throw error
    }
}

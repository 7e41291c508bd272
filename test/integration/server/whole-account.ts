import { createHash, randomBytes } from 'node:crypto'
import { withClient } from '../../../src/server/database/roles.ts'
import { append, emptyLog } from '../../../src/server/store/record-log.ts'
import { encodeEntry } from '../../../src/shared/space/access-entry.ts'
import { signHeader } from '../../../src/shared/crypto/record-header.ts'
import { publicKeyOf } from '../../../src/shared/crypto/signature.ts'
import type { ScratchAccount, ScratchDatabase } from './scratch-database.ts'
import { addAccount, addDevice, addSpace, statementOf } from './scratch-database.ts'

export interface WholeAccount extends ScratchAccount {
  /** Seed of its computer's key. */
  seed: Buffer
  device: Buffer
  space: Buffer
  lookup: Buffer
  /** SHA-256 of a live session's token. */
  tokenHash: Buffer
}

/** An account with a row in every table that accounts have rows in; a test notes when a new table has none. */
export async function addWholeAccount({ store, urls }: ScratchDatabase): Promise<WholeAccount> {
  const account = await addAccount(store)
  const { id, genesisKey } = account
  const [seed, lookup, tokenHash] = [randomBytes(32), randomBytes(32), randomBytes(32)]
  const device = Buffer.from(publicKeyOf(seed))
  const space = await store.inAccount(id, async (own) => {
    const { rows } = own
    const made = await addSpace(own)
    await addDevice(own, device)
    const of = { account_id: id }
    await rows
      .insertInto('contacts')
      .values({ ...of, sealed_email: randomBytes(40), language: 'en' })
      .execute()
    await rows
      .insertInto('identities')
      .values({
        ...of,
        number: 0,
        signing_key: genesisKey,
        statement: statementOf(id),
        sealed_secrets: randomBytes(9),
      })
      .execute()
    await rows
      .insertInto('credentials')
      .values({
        ...{ ...of, version: 0, salt: randomBytes(16) },
        ...{ sign_in_key: randomBytes(32), recovery_key: randomBytes(32) },
        ...{ password_wrap: randomBytes(9), recovery_wrap: randomBytes(9), kit_wrap: randomBytes(9) },
      })
      .execute()
    await rows
      .insertInto('sessions')
      .values({
        ...{ ...of, session_id: randomBytes(16), device_key: device, token_hash: tokenHash },
        expires_at: new Date(Date.now() + 3_600_000),
      })
      .execute()
    await rows
      .insertInto('session_directory')
      .values({ ...of, token_hash: tokenHash })
      .execute()
    await rows
      .insertInto('email_directory')
      .values({ ...of, lookup })
      .execute()
    await rows
      .insertInto('space_keys')
      .values({
        ...{ ...of, space_id: made, epoch: '0', sealed_key: randomBytes(9) },
        statement: statementOf(id, made),
      })
      .execute()
    const record = recordOf({ id, seed }, made)
    append(own, made, emptyLog, [record])
    const blob = randomBytes(32)
    await rows
      .insertInto('blobs')
      .values({
        ...of,
        blob_id: blob,
        length: '1',
        statement: statementOf(id, blob),
        receipt: randomBytes(9),
      })
      .execute()
    await rows
      .insertInto('uploads')
      .values({ ...of, upload_id: randomBytes(16), length: '1' })
      .execute()
    await rows
      .insertInto('reports')
      .values({ ...of, kind: 'foreign-answer' })
      .execute()
    own.closing.log([entryOf(id, device)])
    return made
  })
  await withClient(urls.watch, async (watch) => {
    const incident = randomBytes(8)
    await watch.query('SELECT keep_checkpoint($1, 1, $2, 1, $2)', [id, randomBytes(32)])
    await watch.query("SELECT freeze_accounts($1, 'drill', 'none', ARRAY[$2::bytea])", [incident, id])
  })
  await withClient(urls.owner, async (owner) => {
    await owner.query("INSERT INTO operator_acts (operator, act, account_id) VALUES ('o', 'looked', $1)", [
      id,
    ])
    // A frozen account would show less than one that is in use.
    await owner.query('UPDATE accounts SET frozen_at = NULL, frozen_for = NULL WHERE account_id = $1', [id])
    await owner.query('UPDATE sessions SET revoked_at = NULL WHERE account_id = $1', [id])
  })
  return { ...account, seed, device, space, lookup, tokenHash }
}

/** A record as its computer signs it. */
export function recordOf(
  { id, seed }: { id: Uint8Array; seed: Uint8Array },
  space: Uint8Array,
  deviceSequence = 1,
  body = randomBytes(100),
) {
  const device = Buffer.from(publicKeyOf(seed))
  const header = signHeader(seed, {
    ...{ owner: id, space, body: createHash('sha256').update(body).digest(), device, deviceSequence },
    ...{ deviceBefore: Buffer.alloc(32), type: 4, epoch: 0, seenSequence: 0, seenHash: Buffer.alloc(32) },
    ...{ clock: 1, adds: [], drops: [] },
  })
  return { header: Buffer.from(header), body, device, deviceSequence }
}

function entryOf(owner: Uint8Array, device: Uint8Array) {
  return encodeEntry({
    ...{
      owner,
      actor: owner,
      device,
      at: Date.now(),
      verb: 'read',
      kind: 'account',
      object: new Uint8Array(0),
    },
    ...{ first: 0, last: 0, bytes: 0, result: 'done' },
  })
}

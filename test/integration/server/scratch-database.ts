import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedDatabase } from '../../../src/server/database/embedded-database.ts'
import { migrate } from '../../../src/server/database/migrate.ts'
import type { DatabaseUrls } from '../../../src/server/database/roles.ts'
import type { AccountStore } from '../../../src/server/store/account-store.ts'
import { Store } from '../../../src/server/store/account-store.ts'
import { accountIdOf } from '../../../src/shared/crypto/account-id.ts'

export interface ScratchDatabase {
  urls: DatabaseUrls
  store: Store
  close(): Promise<void>
}

/** A real PostgreSQL with the server's schema, for one test file. */
export async function openScratchDatabase(): Promise<ScratchDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'image-space-database-'))
  chmodSync(folder, 0o711)
  const database = await startEmbeddedDatabase(join(folder, 'postgres'))
  await migrate(database.urls.owner)
  const store = new Store(database.urls.app)
  return {
    urls: database.urls,
    store,
    async close() {
      await store.close()
      await database.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export interface ScratchAccount {
  id: Buffer
  genesisKey: Buffer
}

/** An account that certifies itself, with rows of its own; its keys are random bytes, which no server can tell. */
export async function addAccount(store: Store): Promise<ScratchAccount> {
  const genesisKey = randomBytes(32)
  const id = Buffer.from(await accountIdOf(genesisKey))
  await store.inAccount(id, async ({ rows }) => {
    await rows.insertInto('accounts').values({ account_id: id, genesis_key: genesisKey }).execute()
  })
  return { id, genesisKey }
}

export async function addDevice({ account, rows }: AccountStore, key = randomBytes(32)): Promise<Buffer> {
  await rows
    .insertInto('devices')
    .values({ account_id: account, device_key: key, certificate: randomBytes(200), revoked_at: null })
    .execute()
  return key
}

export async function addSpace({ account, rows }: AccountStore, id = randomBytes(16)): Promise<Buffer> {
  await rows.insertInto('spaces').values({ account_id: account, space_id: id }).execute()
  return id
}

import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { startEmbeddedDatabase } from '../../../src/server/database/embedded-database.ts'
import { migrate } from '../../../src/server/database/migrate.ts'
import type { DatabaseUrls } from '../../../src/server/database/roles.ts'
import type { AccountStore } from '../../../src/server/store/store.ts'
import { Store } from '../../../src/server/store/store.ts'
import { accountIdOf } from '../../../src/shared/crypto/account-id.ts'

export interface ScratchDatabase {
  folder: string
  urls: DatabaseUrls
  /** Whom no right is withheld from: to take away what protects, as a careless operator could. */
  superuserUrl: string
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
  const superuser = new URL(database.urls.owner)
  superuser.username = 'postgres'
  superuser.password = superuserPassword(join(folder, 'postgres', 'passwords.json'))
  return {
    folder,
    urls: database.urls,
    superuserUrl: superuser.href,
    store,
    async close() {
      await store.close()
      await database.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function superuserPassword(file: string): string {
  return z.object({ superuser: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).superuser
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
    const of = { account_id: id, genesis_key: genesisKey, quota_bytes: '1000000' }
    await rows.insertInto('accounts').values(of).execute()
  })
  return { id, genesisKey }
}

export async function addDevice({ account, rows }: AccountStore, key = randomBytes(32)): Promise<Buffer> {
  const certificate = statementOf(account)
  await rows.insertInto('devices').values({ account_id: account, device_key: key, certificate }).execute()
  return key
}

/** What begins as a signed statement of this account does; the database looks no further. */
export function statementOf(...named: Buffer[]): Buffer {
  const lengthOf = ({ length }: Buffer) => (length < 24 ? [0x40 + length] : [0x58, length])
  const strings = named.map((bytes) => Buffer.concat([Buffer.from(lengthOf(bytes)), bytes]))
  return Buffer.concat([Buffer.from([0x85]), ...strings, randomBytes(160)])
}

export async function addSpace({ account, rows }: AccountStore, id = randomBytes(16)): Promise<Buffer> {
  await rows.insertInto('spaces').values({ account_id: account, space_id: id }).execute()
  return id
}

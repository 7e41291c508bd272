import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { startEmbeddedDatabase } from '../../../../src/server/database/embedded-database.ts'
import type { DatabaseUrls } from '../../../../src/server/database/roles.ts'
import { withClient } from '../../../../src/server/database/roles.ts'

export interface EmptyDatabase {
  /** A data folder, with nothing in it but the database's own. */
  folder: string
  urls: DatabaseUrls
  superuserUrl: string
  /** As the server's configuration takes it. */
  env: Record<'DATABASE_URL' | 'DATABASE_OWNER_URL' | 'DATABASE_WATCH_URL', string>
  /** Names of all tables. */
  tables(): Promise<string[]>
  close(): Promise<void>
}

/** A real PostgreSQL with the server's roles and nothing else: what a backup is restored into. */
export async function openEmptyDatabase(): Promise<EmptyDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'image-space-empty-'))
  chmodSync(folder, 0o711)
  const { urls, stop } = await startEmbeddedDatabase(join(folder, 'postgres'))
  const passwords = z
    .object({ superuser: z.string() })
    .parse(JSON.parse(readFileSync(join(folder, 'postgres', 'passwords.json'), 'utf8')))
  const superuser = new URL(urls.owner)
  superuser.username = 'postgres'
  superuser.password = passwords.superuser
  return {
    folder,
    urls,
    superuserUrl: superuser.href,
    env: { DATABASE_URL: urls.app, DATABASE_OWNER_URL: urls.owner, DATABASE_WATCH_URL: urls.watch },
    tables: () =>
      withClient(urls.owner, async (client) => {
        const { rows } = await client.query<{ name: string }>(
          "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
        )
        return rows.map(({ name }) => name)
      }),
    async close() {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** As an operator puts a server's keys in their place. */
export function copyKeys(from: string, to: string): void {
  copyFileSync(join(from, 'server-keys.json'), join(to, 'server-keys.json'))
}

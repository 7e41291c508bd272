import { createHash, randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import type { BlobStore } from '../../../src/server/blobs/blob-store.ts'
import { openFolderBlobs } from '../../../src/server/blobs/folder-blobs.ts'
import type { RunningServer, ServerOptions } from '../../../src/server/compose.ts'
import { startServer } from '../../../src/server/compose.ts'
import { readServerKeys } from '../../../src/server/keys/server-keys.ts'
import type { StretchPassword } from '../../../src/shared/crypto/password.ts'
import { Connection } from '../../../src/shared/space/client/connection.ts'
import type { Tools } from '../../../src/shared/space/client/member.ts'
import type { NewMember, Registered } from '../../../src/shared/space/client/register.ts'
import { register } from '../../../src/shared/space/client/register.ts'
import { sendByFetch } from '../../../src/shared/space/client/send-by-fetch.ts'
import type { Send } from '../../../src/shared/space/client/transport.ts'
import type { ScratchDatabase } from './scratch-database.ts'
import { openScratchDatabase } from './scratch-database.ts'

export interface ScratchServer extends RunningServer {
  database: ScratchDatabase
  blobs: BlobStore
  /** What the server logged, a line each. */
  logged: string[]
  /** Another process of the same server, as a balancer would have it. */
  another(options?: Partial<ServerOptions>): Promise<RunningServer>
  tools(send?: Send): Tools
}

/** Stands for Argon2id, which is tested by itself: the same bytes for the same password and salt, at once. */
export const quickStretch: StretchPassword = async (password, salt) =>
  new Uint8Array(createHash('sha512').update(password).update(salt).digest())

export const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)) }

/** A real server over a real PostgreSQL, for one test file. */
export async function openScratchServer(options: Partial<ServerOptions> = {}): Promise<ScratchServer> {
  const database = await openScratchDatabase()
  const blobs = await openFolderBlobs(join(database.folder, 'blobs'))
  const logged: string[] = []
  const given: ServerOptions = {
    databaseUrl: database.urls.app,
    blobs,
    keys: readServerKeys(join(database.folder, 'server-keys.json')),
    mailer: null,
    logger: pino({ level: 'info' }, { write: (line: string) => logged.push(line) }),
    listen: { host: '127.0.0.1', port: 0 },
    ...{ publicUrl: null, tls: null, behindProxy: false },
    quotaBytes: 1e9,
    limits: { open: 1e6, private: 1e6 },
    ...options,
  }
  const server = await startServer(given)
  const others: RunningServer[] = []
  return {
    ...server,
    ...{ database, blobs, logged },
    async another(more = {}) {
      const other = await startServer({ ...given, ...more })
      others.push(other)
      return other
    },
    tools: (send = sendByFetch) => ({
      connection: new Connection(server.origin, send, random),
      ...{ stretch: quickStretch, random },
      now: Date.now,
    }),
    async close() {
      await Promise.all([server, ...others].map((running) => running.close()))
      await blobs.close()
      await database.close()
      rmSync(database.folder, { recursive: true, force: true })
    },
  }
}

let members = 0

/** A member who has just registered, with an address of their own. */
export function registerMember(tools: Tools, of: Partial<NewMember> = {}): Promise<Registered> {
  return register(tools, {
    email: `member-${++members}@example.org`,
    password: 'correct horse battery',
    language: 'en',
    askCode: () => Promise.reject(new Error('no code was to be asked for')),
    deviceName: 'Desk',
    ...of,
  })
}

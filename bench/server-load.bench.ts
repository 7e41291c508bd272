import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, closeSync, createWriteStream, fsyncSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import Fastify from 'fastify'
import pg from 'pg'
import { pino } from 'pino'
import { openFolderBlobs } from '../src/server/blobs/folder-blobs.ts'
import { startServer } from '../src/server/compose.ts'
import { startEmbeddedDatabase } from '../src/server/database/embedded-database.ts'
import { migrate } from '../src/server/database/migrate.ts'
import { readServerKeys } from '../src/server/keys/server-keys.ts'
import { startWatch } from '../src/server/watch/watch.ts'
import { encodeCbor } from '../src/shared/crypto/cbor.ts'
import { signHeader } from '../src/shared/crypto/record-header.ts'
import { publicKeyOf } from '../src/shared/crypto/signature.ts'
import { api } from '../src/shared/space/api.ts'
import { base64url, Connection } from '../src/shared/space/client/connection.ts'
import type { Member, Tools } from '../src/shared/space/client/member.ts'
import { register } from '../src/shared/space/client/register.ts'
import { sendByFetch } from '../src/shared/space/client/send-by-fetch.ts'
import { namedSpace, openSpace } from '../src/shared/space/client/space-log.ts'
import { uploadSmall } from '../src/shared/space/client/upload.ts'
import { median } from './lib/rounds.ts'

// npm run bench -- server-load: 32 clients on one process with embedded PostgreSQL, everything on, against handlers that
// do the bare minimum of the same: one row-secured transaction (fastify and pg), or writing and syncing a file (node:http).

const CLIENTS = 32
const SECONDS = 4
const ROUNDS = 5
const BODY = 1000
const UPLOAD = 8 << 20

const folder = mkdtempSync(join(tmpdir(), 'image-space-bench-load-'))
chmodSync(folder, 0o711)
const database = await startEmbeddedDatabase(join(folder, 'postgres'))
await migrate(database.urls.owner)
const blobs = await openFolderBlobs(join(folder, 'blobs'))
const keys = readServerKeys(join(folder, 'server-keys.json'))
const logger = pino({ level: 'warn' }, pino.destination(join(folder, 'log')))
const server = await startServer({
  ...{ databaseUrl: database.urls.app, blobs, keys, mailer: null, logger },
  listen: { host: '127.0.0.1', port: 0 },
  ...{ publicUrl: null, tls: null, behindProxy: false, quotaBytes: 1e12 },
  limits: { open: 1e9, private: 1e9 },
})
const watch = startWatch({
  ...{ database: database.urls, blobs, keys, logger, letters: server.letters, origin: server.origin },
  operators: [],
})
await watch.round()
const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)) }
const tools: Tools = {
  connection: new Connection(server.origin, sendByFetch, random),
  stretch: async () => random.bytes(64),
  ...{ random, now: Date.now },
}
const peer = await startPeer()
const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS * 2 })

interface Client {
  member: Member
  space: Uint8Array
  blob: Uint8Array
  sequence: number
  before: Uint8Array
}
const clients: Client[] = []
for (let at = 0; at < CLIENTS; at++) clients.push(await makeClient(at))

const results = [
  await compare(
    'small appends',
    0.5,
    (client) => append(client),
    () => bare('POST', '/append', randomBytes(BODY)),
  ),
  await compare(
    'small reads',
    0.5,
    (client) => read(client),
    () => bare('GET', '/read', null),
  ),
  await compareUploads(),
]
await watch.stop()
await server.close()
await peer.close()
await database.stop()
rmSync(folder, { recursive: true, force: true })
process.exit(results.every(Boolean) ? 0 : 1)

async function makeClient(at: number): Promise<Client> {
  const { member } = await register(tools, {
    email: `load-${at}@bench.example`,
    password: 'x'.repeat(12),
    ...{ language: 'en', deviceName: 'Load' },
    askCode: () => Promise.reject(new Error('no code')),
  })
  const space = await namedSpace(member, 'library')
  await openSpace(tools, member, space)
  const { key } = await tools.connection.ask(api.server.describe, {})
  const { object: blob } = await uploadSmall(tools, member.session, key, random.bytes(4096))
  const client = { member, space, blob, sequence: 0, before: new Uint8Array(32) }
  await append(client)
  return client
}

async function append(client: Client): Promise<number> {
  const { session } = client.member
  const body = randomBytes(BODY)
  client.sequence++
  const header = signHeader(session.deviceSeed, {
    owner: session.account,
    space: client.space,
    body: createHash('sha256').update(body).digest(),
    device: publicKeyOf(session.deviceSeed),
    deviceSequence: client.sequence,
    deviceBefore: client.before,
    type: 4,
    ...{ epoch: 0, seenSequence: 0, seenHash: new Uint8Array(32), clock: Date.now(), adds: [], drops: [] },
  })
  client.before = createHash('sha256').update(header).digest()
  const sent = Buffer.from(encodeCbor({ after: null, records: [[header, body]] }))
  return ask(server.origin, 'POST', `/v1/spaces/${base64url(client.space)}/records`, sent, {
    ...tools.connection.credentials(session),
    'content-type': 'application/cbor',
  })
}

function read({ member, blob }: Client): Promise<number> {
  return ask(server.origin, 'GET', `/v1/blobs/${base64url(blob)}`, null, {
    ...tools.connection.credentials(member.session),
    range: 'bytes=0-999',
  })
}

function bare(method: string, path: string, body: Buffer | null): Promise<number> {
  return ask(peer.origin, method, path, body, { 'content-type': 'application/octet-stream' })
}

/** Milliseconds until the whole answer was there. */
function ask(
  origin: string,
  method: string,
  path: string,
  body: Buffer | null,
  headers: Record<string, string>,
): Promise<number> {
  const started = performance.now()
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const length = body ? { 'content-length': String(body.length) } : {}
  const sent = request(
    `${origin}${path}`,
    { method, agent, headers: { ...headers, ...length } },
    (answer) => {
      answer.resume()
      answer.on('end', () => {
        if ((answer.statusCode ?? 500) >= 300) reject(new Error(`${method} ${path}: ${answer.statusCode}`))
        else resolve(performance.now() - started)
      })
    },
  )
  sent.on('error', reject)
  sent.end(body ?? undefined)
  return promise
}

async function load(call: (client: Client) => Promise<number>): Promise<{ rate: number; p99: number }> {
  const times: number[] = []
  const started = performance.now()
  const until = started + SECONDS * 1000
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < until) times.push(await call(client))
    }),
  )
  const sorted = times.toSorted((a, b) => a - b)
  const seconds = (performance.now() - started) / 1000
  return { rate: times.length / seconds, p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0 }
}

async function compare(
  title: string,
  reach: number,
  ours: (client: Client) => Promise<number>,
  theirs: () => Promise<number>,
): Promise<boolean> {
  console.log(`${title}: ${CLIENTS} clients`)
  const [ratios, p99s]: [number[], number[]] = [[], []]
  for (let round = 1; round <= ROUNDS; round++) {
    const own = await load(ours)
    const other = await load(theirs)
    ratios.push(own.rate / other.rate)
    p99s.push(own.p99)
    console.log(
      `  round ${round}: ours ${own.rate.toFixed(0)}/s p99 ${own.p99.toFixed(0)} ms, bare ${other.rate.toFixed(0)}/s ` +
        `p99 ${other.p99.toFixed(0)} ms, ${(own.rate / other.rate).toFixed(2)}x`,
    )
  }
  return verdict(median(ratios), reach, median(p99s))
}

function verdict(ratio: number, reach: number, p99?: number): boolean {
  const reached = ratio >= reach && (p99 ?? 0) < 150
  const latency = p99 === undefined ? '' : `, p99 ${p99.toFixed(0)} ms (reach 150 ms)`
  console.log(
    `  median ratio ${ratio.toFixed(2)}x (reach ${reach}x)${latency}: reach: ${reached ? 'yes' : 'no'}`,
  )
  return reached
}

async function compareUploads(): Promise<boolean> {
  console.log(`uploads of ${UPLOAD / (1 << 20)} MiB, 4 at once, with receipt`)
  const { key } = await tools.connection.ask(api.server.describe, {})
  const ratios: number[] = []
  const run = async (once: (client: Client) => Promise<unknown>) => {
    const started = performance.now()
    await Promise.all(
      clients.slice(0, 4).map(async (client) => {
        for (let time = 0; time < 8; time++) await once(client)
      }),
    )
    return (32 * UPLOAD) / 1e6 / ((performance.now() - started) / 1000)
  }
  for (let round = 1; round <= ROUNDS; round++) {
    const contents = Array.from({ length: 4 }, () => randomBytes(UPLOAD))
    const bytes = (client: Client) => {
      const content = contents[clients.indexOf(client)]!
      // Another content each time, without drawing all of it again.
      content.set(randomBytes(16))
      return content
    }
    const own = await run((client) =>
      uploadSmall(tools, client.member.session, key, new Uint8Array(bytes(client))),
    )
    const other = await run((client) => ask(peer.files, 'PUT', '/', bytes(client), {}))
    ratios.push(own / other)
    console.log(
      `  round ${round}: ours ${own.toFixed(0)} MB/s, bare ${other.toFixed(0)} MB/s, ${(own / other).toFixed(2)}x`,
    )
  }
  return verdict(median(ratios), 0.7)
}

/** The bare minimum: fastify with one row-secured transaction a call, and node:http that writes and syncs. */
async function startPeer() {
  const pool = new pg.Pool({ connectionString: database.urls.owner, max: 10 })
  await pool.query(`
    CREATE TABLE bare (account_id bytea NOT NULL, id bigint GENERATED ALWAYS AS IDENTITY, body bytea NOT NULL,
      PRIMARY KEY (account_id, id));
    ALTER TABLE bare ENABLE ROW LEVEL SECURITY;
    ALTER TABLE bare FORCE ROW LEVEL SECURITY;
    CREATE POLICY own ON bare USING (account_id = current_account()) WITH CHECK (account_id = current_account());
    GRANT SELECT, INSERT ON bare TO image_space_app;`)
  await pool.end()
  const app = new pg.Pool({ connectionString: database.urls.app, max: 10 })
  const account = randomBytes(32)
  const transaction = async (sql: string, values: unknown[]) => {
    const client = await app.connect()
    try {
      await client.query('BEGIN')
      await client.query("SELECT set_config('app.account', $1, true)", [account.toString('hex')])
      const { rows } = await client.query<{ body: Buffer }>(sql, values)
      await client.query('COMMIT')
      return rows[0]?.body
    } finally {
      client.release()
    }
  }
  const fastify = Fastify()
  fastify.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  )
  fastify.post('/append', async ({ body }) => {
    await transaction('INSERT INTO bare (account_id, body) VALUES ($1, $2)', [account, body])
    return { done: true }
  })
  fastify.get('/read', () => transaction('SELECT body FROM bare WHERE account_id = $1 AND id = 1', [account]))
  await fastify.listen({ host: '127.0.0.1', port: 0 })
  const files = createServer((incoming, answer) => {
    const path = join(folder, `bare-${randomBytes(8).toString('hex')}`)
    const file = openSync(path, 'wx')
    void pipeline(incoming, createWriteStream(path, { fd: file, autoClose: false })).then(() => {
      fsyncSync(file)
      closeSync(file)
      answer.end('done')
    })
  })
  await new Promise<void>((listening) => files.listen(0, '127.0.0.1', listening))
  // Servers that listen on a port have addresses of this kind.
  const [pages, writes] = [fastify.server, files].map((of) => (of.address() as AddressInfo).port)
  return {
    origin: `http://127.0.0.1:${pages}`,
    files: `http://127.0.0.1:${writes}`,
    async close() {
      await fastify.close()
      files.close()
      await app.end()
    },
  }
}

import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeCbor } from '../src/shared/crypto/cbor.ts'
import { stateBlob } from '../src/shared/crypto/blob-statement.ts'
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
import { startApart } from './lib/start-apart.ts'

// npm run bench -- server-load: 32 clients on one process with embedded PostgreSQL, everything on, against handlers that
// do the bare minimum of the same: one row-secured transaction (fastify and pg), or writing and syncing a file (node:http).

const CLIENTS = 32
const SECONDS = 4
const ROUNDS = 5
const BODY = 1000
const UPLOAD = 8 << 20
/** Uploads at once, and each uploader's in a row. */
const UPLOADERS = 4
const IN_A_ROW = 8

const folder = mkdtempSync(join(tmpdir(), 'image-space-bench-load-'))
chmodSync(folder, 0o711)
// Each in a process of its own, as they would run; only the load comes from here.
const server = await startApart('load-server.ts', folder)
const peer = await startApart('load-peer.ts', folder)
const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)) }
const tools: Tools = {
  connection: new Connection(server.origin, sendByFetch, random),
  stretch: async () => random.bytes(64),
  ...{ random, now: Date.now },
}
const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS * 2 })

/** Records that a client will append, signed before they are sent: its own work is part of neither side. */
const READY = 400

interface Client {
  member: Member
  device: Uint8Array
  space: Uint8Array
  blob: Uint8Array
  sequence: number
  before: Uint8Array
  /** Bodies of calls that append the next records, in order. */
  ready: Buffer[]
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
await peer.stop()
await server.stop()
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
  const device = publicKeyOf(member.session.deviceSeed)
  return { member, device, space, blob, sequence: 0, before: new Uint8Array(32), ready: [] }
}

function sign(client: Client): Buffer {
  const { session } = client.member
  const body = randomBytes(BODY)
  client.sequence++
  const header = signHeader(session.deviceSeed, {
    owner: session.account,
    space: client.space,
    body: createHash('sha256').update(body).digest(),
    device: client.device,
    deviceSequence: client.sequence,
    deviceBefore: client.before,
    type: 4,
    ...{ epoch: 0, seenSequence: 0, seenHash: new Uint8Array(32), clock: Date.now(), adds: [], drops: [] },
  })
  client.before = createHash('sha256').update(header).digest()
  return Buffer.from(encodeCbor({ after: null, records: [[header, body]] }))
}

async function makeReady(): Promise<void> {
  for (const client of clients) while (client.ready.length < READY) client.ready.push(sign(client))
}

function append(client: Client): Promise<number> | null {
  const { session } = client.member
  const sent = client.ready.shift()
  if (!sent) return null
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
async function ask(...call: Parameters<typeof exchange>): Promise<number> {
  const started = performance.now()
  await exchange(...call)
  return performance.now() - started
}

/** One call; its Location, where there is one. */
function exchange(
  origin: string,
  method: string,
  path: string,
  body: Buffer | null,
  headers: Record<string, string>,
): Promise<{ location: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ location: string }>()
  const length = body ? { 'content-length': String(body.length) } : {}
  const sent = request(
    `${origin}${path}`,
    { method, agent, headers: { ...headers, ...length } },
    (answer) => {
      answer.resume()
      answer.on('end', () => {
        if ((answer.statusCode ?? 500) >= 300) reject(new Error(`${method} ${path}: ${answer.statusCode}`))
        else resolve({ location: answer.headers.location ?? '' })
      })
    },
  )
  sent.on('error', reject)
  sent.end(body ?? undefined)
  return promise
}

/** Until the time is over, or a client has nothing left to send. */
async function load(
  call: (client: Client) => Promise<number> | null,
): Promise<{ rate: number; p99: number }> {
  const times: number[] = []
  const started = performance.now()
  const until = started + SECONDS * 1000
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < until) {
        const asked = call(client)
        if (!asked) return
        times.push(await asked)
      }
    }),
  )
  const sorted = times.toSorted((a, b) => a - b)
  const seconds = (performance.now() - started) / 1000
  return { rate: times.length / seconds, p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0 }
}

async function compare(
  title: string,
  reach: number,
  ours: (client: Client) => Promise<number> | null,
  theirs: () => Promise<number>,
): Promise<boolean> {
  console.log(`${title}: ${CLIENTS} clients`)
  const [ratios, p99s]: [number[], number[]] = [[], []]
  for (let round = 1; round <= ROUNDS; round++) {
    await makeReady()
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

interface Prepared {
  client: Client
  content: Buffer
  statement: Buffer
}

/** Contents that nobody has sent before, hashed and signed for: a client does that while it seals. */
function prepare(client: Client): Prepared[] {
  const { session } = client.member
  return Array.from({ length: IN_A_ROW }, () => {
    const content = randomBytes(UPLOAD)
    const blob = createHash('sha256').update(content).digest()
    const of = { owner: session.account, blob, device: client.device, length: UPLOAD }
    const statement = base64url(stateBlob(session.deviceSeed, of))
    return { client, content, statement: Buffer.from(JSON.stringify({ statement })) }
  })
}

async function upload({ client, content, statement }: Prepared): Promise<void> {
  const { session } = client.member
  const { location } = await exchange(server.origin, 'POST', '/v1/uploads', content, {
    ...tools.connection.credentials(session),
    'tus-resumable': '1.0.0',
    'upload-length': String(UPLOAD),
    'content-type': 'application/offset+octet-stream',
  })
  await exchange(server.origin, 'POST', `${location}/complete`, statement, {
    ...tools.connection.credentials(session),
    'content-type': 'application/json',
  })
}

async function compareUploads(): Promise<boolean> {
  console.log(`uploads of ${UPLOAD / (1 << 20)} MiB, ${UPLOADERS} at once, until the receipt`)
  const ratios: number[] = []
  const run = async (prepared: Prepared[][], once: (of: Prepared) => Promise<unknown>) => {
    const started = performance.now()
    await Promise.all(
      prepared.map(async (row) => {
        for (const of of row) await once(of)
      }),
    )
    return (UPLOADERS * IN_A_ROW * UPLOAD) / 1e6 / ((performance.now() - started) / 1000)
  }
  for (let round = 1; round <= ROUNDS; round++) {
    const prepared = clients.slice(0, UPLOADERS).map(prepare)
    const own = await run(prepared, upload)
    const other = await run(prepared, ({ content }) => exchange(peer.files, 'PUT', '/', content, {}))
    ratios.push(own / other)
    console.log(
      `  round ${round}: ours ${own.toFixed(0)} MB/s, bare ${other.toFixed(0)} MB/s, ${(own / other).toFixed(2)}x`,
    )
  }
  return verdict(median(ratios), 0.7)
}

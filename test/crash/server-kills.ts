import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePort } from '../../src/server/database/free-port.ts'
import { attachEmbeddedDatabase } from '../../src/server/database/embedded-database.ts'
import { checkAllBlobs } from '../../src/server/watch/check-blobs.ts'
import { checkRows } from '../../src/server/watch/check-rows.ts'
import { WatchDatabase } from '../../src/server/watch/watch-database.ts'
import { openFolderBlobs } from '../../src/server/blobs/folder-blobs.ts'
import { recordTypes } from '../../src/shared/crypto/sealed-record.ts'
import type { RandomSource } from '../../src/shared/random.ts'
import { api } from '../../src/shared/space/api.ts'
import { Connection } from '../../src/shared/space/client/connection.ts'
import type { Member, Tools } from '../../src/shared/space/client/member.ts'
import { register } from '../../src/shared/space/client/register.ts'
import { sendByFetch } from '../../src/shared/space/client/send-by-fetch.ts'
import type { DevicePlace, LogPlace, OpenSpace } from '../../src/shared/space/client/space-log.ts'
import {
  appendRecord,
  logStart,
  namedSpace,
  openSpace,
  readRecords,
} from '../../src/shared/space/client/space-log.ts'
import { uploadSmall } from '../../src/shared/space/client/upload.ts'

const SERVER = join(import.meta.dirname, '..', '..', 'src', 'server', 'main.ts')
const CLIENTS = 4

/** A member who goes on writing whatever happens to the server, and remembers what it acknowledged. */
interface Writer {
  member: Member
  space: OpenSpace
  seen: LogPlace
  device: DevicePlace
  /** Plaintexts of records, by sequence, that the server said it has. */
  records: Map<number, string>
  /** SHA-256 of blobs, hex, that it gave a receipt for. */
  blobs: Set<string>
}

/** Kills a real server in the middle of its work, again and again, and asks each time for what it had acknowledged. */
export class ServerKills {
  readonly #folder = mkdtempSync(join(tmpdir(), 'image-space-kills-'))
  readonly #tools: Tools
  readonly #port: number
  #server: ChildProcess | null = null
  #writers: Writer[] = []
  #serverKey: Uint8Array = new Uint8Array(32)
  #onAcknowledged: () => void = () => undefined

  private constructor(port: number) {
    chmodSync(this.#folder, 0o711)
    this.#port = port
    const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)) }
    this.#tools = {
      connection: new Connection(`http://127.0.0.1:${port}`, sendByFetch, random),
      stretch: async (password, salt) =>
        new Uint8Array(createHash('sha512').update(password).update(salt).digest()),
      ...{ random, now: Date.now },
    }
  }

  static async begin(): Promise<ServerKills> {
    const kills = new ServerKills(await freePort())
    await kills.#start()
    const { key } = await kills.#tools.connection.ask(api.server.describe, {})
    kills.#serverKey = key
    for (let at = 0; at < CLIENTS; at++) kills.#writers.push(await kills.#newWriter(at))
    return kills
  }

  get acknowledged(): { records: number; blobs: number } {
    return {
      records: this.#writers.reduce((sum, { records }) => sum + records.size, 0),
      blobs: this.#writers.reduce((sum, { blobs }) => sum + blobs.size, 0),
    }
  }

  get #acknowledged(): number {
    const { records, blobs } = this.acknowledged
    return records + blobs
  }

  /** Lets everybody write, kills the server, starts it again and looks. @returns what does not hold */
  async killOnce({ after, later, withDatabase }: Moment): Promise<string[]> {
    const stop = new AbortController()
    const enough = Promise.withResolvers<undefined>()
    const until = this.#acknowledged + after
    this.#onAcknowledged = () => {
      if (this.#acknowledged >= until) enough.resolve(undefined)
    }
    this.#onAcknowledged()
    const writing = Promise.all(this.#writers.map((writer) => this.#write(writer, stop.signal)))
    // A writer that fails must not be waited for in vain.
    await Promise.race([enough.promise, writing])
    await new Promise((done) => setTimeout(done, later))
    const exit = once(this.#server!, 'exit')
    if (withDatabase) process.kill(this.#postmaster(), 'SIGKILL')
    this.#server!.kill('SIGKILL')
    stop.abort()
    await exit
    await writing
    await this.#start()
    return this.#violations()
  }

  async end(): Promise<void> {
    const server = this.#server
    if (server?.exitCode === null && server.signalCode === null) {
      const exit = once(server, 'exit')
      server.kill('SIGTERM')
      await exit
    }
    rmSync(this.#folder, { recursive: true, force: true })
  }

  async #start(): Promise<void> {
    const child = spawn(process.execPath, [SERVER, 'start', '--data', join(this.#folder, 'data')], {
      env: { ...process.env, PORT: String(this.#port), HOST: '127.0.0.1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const said: string[] = []
    child.stderr.on('data', (part: Buffer) => said.push(part.toString()))
    const line = createInterface(child.stdout)
    const started = once(line, 'line')
    const ended = once(child, 'exit').then(() => Promise.reject(new Error(said.slice(-20).join(''))))
    await Promise.race([started, ended])
    ended.catch(() => undefined)
    this.#server = child
  }

  #postmaster(): number {
    const file = join(this.#folder, 'data', 'postgres', 'data', 'postmaster.pid')
    return Number(readFileSync(file, 'utf8').split('\n')[0])
  }

  async #newWriter(at: number): Promise<Writer> {
    const { member } = await register(this.#tools, {
      email: `writer-${at}@example.org`,
      password: 'a long password',
      ...{ language: 'en', deviceName: 'Writer' },
      askCode: () => Promise.reject(new Error('no code')),
    })
    const space = await openSpace(this.#tools, member, await namedSpace(member, 'library'))
    const device = { sequence: 0, header: null }
    return { member, space, seen: logStart, device, records: new Map(), blobs: new Set() }
  }

  /** A record, a blob, a record, … until told to stop or the server is gone. */
  async #write(writer: Writer, signal: AbortSignal): Promise<void> {
    const { member, space } = writer
    try {
      for (let turn = this.#writers.indexOf(writer); !signal.aborted; turn++) {
        // Not all of them begin with the same: a life is short.
        if (turn % 3 === 2) {
          const sealed = this.#tools.random.bytes(20_000 + turn)
          const kept = await uploadSmall(this.#tools, member.session, this.#serverKey, sealed)
          writer.blobs.add(Buffer.from(kept.object).toString('hex'))
        } else {
          const text = randomBytes(500).toString('hex')
          const { head, device } = await appendRecord(
            ...([this.#tools, member, space, recordTypes.batch] as const),
            ...([new Uint8Array(Buffer.from(text)), writer.seen, writer.device] as const),
          )
          Object.assign(writer, { seen: head, device })
          writer.records.set(head.sequence, text)
        }
        this.#onAcknowledged()
      }
    } catch (error) {
      // Only a server that is gone may fail it.
      if (!(error instanceof TypeError)) throw error
    }
  }

  async #violations(): Promise<string[]> {
    const wrong: string[] = []
    for (const writer of this.#writers) wrong.push(...(await this.#missing(writer)))
    const urls = await attachEmbeddedDatabase(join(this.#folder, 'data', 'postgres'))
    const database = new WatchDatabase(urls!.watch)
    const blobs = await openFolderBlobs(join(this.#folder, 'data', 'blobs'))
    const { found, noticed } = await checkRows(database, null)
    for (const { what } of [...found, ...noticed, ...(await checkAllBlobs(database, blobs))])
      wrong.push(`invariant: ${what}`)
    await database.close()
    await blobs.close()
    return wrong
  }

  /** What the server acknowledged and does not have; it may have more, whose acknowledgement did not arrive. */
  async #missing(writer: Writer): Promise<string[]> {
    const { member, space } = writer
    const found = new Map<number, string>()
    let place = logStart
    for (let more = true; more;) {
      const read = await readRecords(this.#tools, member, space, place, () => true)
      for (const { sequence, plaintext, encoded, header } of read.records) {
        found.set(sequence, Buffer.from(plaintext).toString())
        writer.device = { sequence: header.deviceSequence, header: encoded }
      }
      place = read.place
      more = read.records.length > 0
    }
    writer.seen = place
    const wrong = [...writer.records]
      .filter(([sequence, text]) => found.get(sequence) !== text)
      .map(([sequence]) => `record ${sequence} was acknowledged and is not there`)
    for (const blob of writer.blobs) {
      const bytes = await this.#tools.connection
        .fetchBlob(member.session, api.blobs.read, new Uint8Array(Buffer.from(blob, 'hex')))
        .catch(() => new Uint8Array(0))
      if (createHash('sha256').update(bytes).digest('hex') !== blob)
        wrong.push(`blob ${blob} has a receipt and is not there`)
    }
    return wrong
  }
}

/** When to kill, and what. By what was acknowledged, so that slow machines are killed in the middle of work too. */
export interface Moment {
  /** Acknowledgements since the last kill. */
  after: number
  /** Milliseconds after the last of them. */
  later: number
  /** Whether the database is killed too. */
  withDatabase: boolean
}

/** @param most acknowledgements before it */
export function drawMoment(random: RandomSource, most: number): Moment {
  const fraction = () => Buffer.from(random.bytes(4)).readUInt32BE() / 2 ** 32
  return {
    after: Math.floor(fraction() * (most + 1)),
    later: fraction() * 60,
    withDatabase: fraction() < 0.2,
  }
}

import { withClient } from '../../../src/server/database/roles.ts'
import type { ScratchServer } from './scratch-server.ts'
import type { WholeMember } from './whole-member.ts'
import { accountTables } from './whole-member.ts'

/** Fewer bytes than these could be anybody's. */
const TELLING = 12

/** Bytes by which something of a member's is known again, in whatever an answer may be written in. */
export class Traces {
  readonly #found = new Set<string>()
  readonly #looked: Buffer[] = []

  /** Takes the beginning and the end of it: there lie ids, and there lies what is sealed or signed. */
  add(bytes: Uint8Array): void {
    if (bytes.length < TELLING || bytes.every((byte) => byte === bytes[0])) return
    for (const part of [bytes.subarray(0, 16), bytes.subarray(-16)]) this.#addPart(Buffer.from(part))
  }

  addText(text: string): void {
    this.#look(Buffer.from(text))
  }

  #addPart(part: Buffer): void {
    const hex = part.toString('hex')
    if (this.#found.has(hex)) return
    this.#found.add(hex)
    this.#look(part)
    this.#look(Buffer.from(hex))
    // In base64 the same bytes look different at each of three places in a longer string.
    for (const before of [0, 1, 2]) {
      const text = Buffer.concat([Buffer.alloc(before), part]).toString('base64url')
      this.#look(Buffer.from(text.slice(before === 0 ? 0 : before + 1, -2)))
    }
  }

  #look(trace: Buffer): void {
    this.#looked.push(trace)
  }

  /** The first of them that is in there; null when none is. */
  in(answer: Buffer): string | null {
    const found = this.#looked.find((trace) => answer.includes(trace))
    return found ? found.toString('base64url') : null
  }
}

/** Everything that the server has of a member, from every table, and what of them it must not have. */
export async function tracesOf(server: ScratchServer, of: WholeMember): Promise<Traces> {
  const traces = new Traces()
  traces.addText(of.email)
  traces.add(of.member.session.token)
  for (const blob of of.blobs.values()) traces.add(blob)
  const tables = await accountTables(server)
  await withClient(server.database.urls.owner, async (owner) => {
    for (const table of tables) {
      const { rows } = await owner.query<Record<string, unknown>>(
        `SELECT * FROM ${table} WHERE account_id = $1`,
        [of.member.session.account],
      )
      for (const value of rows.flatMap((row) => Object.values(row))) if (Buffer.isBuffer(value)) traces.add(value)
    }
  })
  return traces
}

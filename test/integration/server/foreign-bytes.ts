import { withClient } from '../../../src/server/database/roles.ts'
import type { ScratchServer } from './scratch-server.ts'
import type { WholeMember } from './whole-member.ts'
import { accountTables } from './whole-member.ts'

/** Fewer bytes than these could be anybody's. */
const TELLING = 12

/** Bytes by which something of a member's is known again, in whatever an answer may be written in. */
export class Traces {
  /** A character a byte, which is fast to look through. */
  readonly #looked: string[]

  /** @param parts bytes, a character each, that nobody else has */
  constructor(parts: Iterable<string>, email: string) {
    this.#looked = [email, ...[...parts].flatMap(spellings)]
  }

  get count(): number {
    return this.#looked.length
  }

  /** The first of them that is in there; null when none is. */
  in(answer: Buffer): string | null {
    const text = answer.toString('latin1')
    return this.#looked.find((trace) => text.includes(trace)) ?? null
  }
}

/** By each member, what only they have: ids, keys, and the beginnings and ends of what is sealed or signed. */
export async function tracesOf(server: ScratchServer, members: readonly WholeMember[]): Promise<Traces[]> {
  const parts = await Promise.all(members.map((member) => partsOf(server, member)))
  const owners = new Map<string, number>()
  for (const part of parts.flatMap((of) => [...of])) owners.set(part, (owners.get(part) ?? 0) + 1)
  // What two of them have is how something begins or ends with everybody.
  return members.map(
    ({ email }, at) =>
      new Traces(
        [...parts[at]!].filter((part) => owners.get(part) === 1),
        email,
      ),
  )
}

/** Of everything that the server has of a member, in every table, and of what the member sent. */
async function partsOf(server: ScratchServer, of: WholeMember): Promise<Set<string>> {
  const tables = await accountTables(server)
  const values: Uint8Array[] = [of.member.session.token, ...of.blobs.values()]
  await withClient(server.database.urls.owner, async (owner) => {
    for (const table of tables) {
      const { rows } = await owner.query<Record<string, unknown>>(
        `SELECT * FROM ${table} WHERE account_id = $1`,
        [of.member.session.account],
      )
      values.push(...rows.flatMap((row) => Object.values(row).filter((value) => Buffer.isBuffer(value))))
    }
  })
  const telling = values.filter((bytes) => bytes.length >= TELLING)
  const parts = telling.flatMap((bytes) => [bytes.subarray(0, 16), bytes.subarray(-16)])
  return new Set(parts.map((part) => Buffer.from(part).toString('latin1')))
}

/** As it stands, in hex, and in base64, where the same bytes look different at each of three places in a longer string. */
function spellings(part: string): string[] {
  const bytes = Buffer.from(part, 'latin1')
  const inBase64 = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64url')
    return text.slice(before === 0 ? 0 : before + 1, -2)
  })
  return [part, bytes.toString('hex'), ...inBase64]
}

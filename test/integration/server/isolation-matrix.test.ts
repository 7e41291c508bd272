import { randomBytes } from 'node:crypto'
import type { Agent } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withClient } from '../../../src/server/database/roles.ts'
import { api } from '../../../src/shared/space/api.ts'
import type { Session } from '../../../src/shared/space/client/connection.ts'
import { readRecords, logStart, namedSpace, openSpace } from '../../../src/shared/space/client/space-log.ts'
import type { Method, Route } from '../../../src/shared/space/route.ts'
import type { Traces } from './foreign-bytes.ts'
import { tracesOf } from './foreign-bytes.ts'
import type { Answered } from './http-call.ts'
import { call, keptConnections } from './http-call.ts'
import type { Named } from './route-requests.ts'
import { callOf, nameOf, namesIds, pathOf, privateRoutes, signed } from './route-requests.ts'
import type { ScratchServer } from './scratch-server.ts'
import { openScratchServer } from './scratch-server.ts'
import type { WholeMember } from './whole-member.ts'
import { accountTables, addWholeMember, ARRIVED, noIds } from './whole-member.ts'

const MEMBERS = 20
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

interface Known extends WholeMember {
  named: Named
  traces: Traces
  /** Of their own account, before anybody asked for it. */
  rows: Set<string>
}

let server: ScratchServer
let agent: Agent
const members: Known[] = []
let requests = 0

beforeAll(async () => {
  server = await openScratchServer()
  agent = keptConnections(16)
  for (let count = 0; count < MEMBERS; count++) {
    const one = await addWholeMember(server)
    const named = { ...one.ids, ...(await replayable(one)) }
    members.push({ ...one, named, traces: await tracesOf(server, one), rows: await rowsOf(one) })
  }
})

afterAll(async () => {
  agent.destroy()
  await server.close()
})

/** What somebody who has seen the member's own answers could send as theirs. */
async function replayable({ member, ids }: WholeMember) {
  const { connection } = server.tools()
  const { credentials } = await connection.askAs(member.session, api.account.keys, {})
  const { devices } = await connection.askAs(member.session, api.sessions.listDevices, {})
  const { spaces } = await connection.askAs(member.session, api.spaces.list, {})
  const { records } = await connection.askAs(member.session, api.records.read, {
    params: { space: ids.space },
    query: { after: 0, hash: new Uint8Array(32), limit: 1 },
  })
  const [, header, body] = records[0]!
  const record: [Uint8Array, Uint8Array] = [header, body]
  return { credentials, certificate: devices[0]!.certificate!, sealedKey: spaces[0]!.keys[0]!.sealedKey, record }
}

/** The same as that of a member, of nobody. */
function ofNobody(like: Named): Named {
  const again = (bytes: Uint8Array) => randomBytes(bytes.length)
  const { credentials, certificate, sealedKey, record } = like
  const fields = Object.entries(credentials).map(([name, value]) => [
    name,
    value instanceof Uint8Array ? again(value) : value,
  ])
  return {
    ...noIds(),
    credentials: Object.fromEntries(fields) as Named['credentials'], // The same fields as before.
    certificate: again(certificate),
    sealedKey: again(sealedKey),
    record: [record[0], record[1]],
  }
}

/** Rows of an account, but for what its own calls change. */
async function rowsOf({ member }: WholeMember): Promise<Set<string>> {
  const tables = await accountTables(server)
  return withClient(server.database.urls.owner, async (owner) => {
    const all = new Set<string>()
    for (const table of tables.filter((name) => name !== 'access_heads')) {
      const { rows } = await owner.query<{ row: string }>(
        `SELECT (to_jsonb(t) - 'changed' - 'reserved_bytes')::text AS row FROM ${table} t WHERE account_id = $1`,
        [member.session.account],
      )
      for (const { row } of rows) all.add(`${table} ${row}`)
    }
    return all
  })
}

async function ask(session: Session, route: Route, named: Named): Promise<Answered> {
  requests++
  const enough = route.encoding === 'events' ? ({ body }: Answered) => body.length > 0 : undefined
  return call(agent, server.origin, callOf(route, server.origin, session, named), enough)
}

async function askUnserved(session: Session, method: string, path: string): Promise<Answered> {
  requests++
  const plain = { method, path, headers: {}, body: null }
  return call(agent, server.origin, signed({ rule: 'own-signed' }, server.origin, session, plain))
}

/** All of an answer but the id that is drawn for a new upload. */
function told({ status, headers, body }: Answered) {
  const same = headers.map((line) => line.replace(/^(location: \/v1\/uploads\/).{22}$/, '$1…'))
  return { status, headers: same, body: body.toString('latin1') }
}

/** A session that may be ended. */
async function spareSession({ member }: WholeMember): Promise<Session> {
  const token = randomBytes(32)
  const of = [member.session.account, randomBytes(16), token, publicDevice(member.session)]
  await withClient(server.database.urls.owner, async (owner) => {
    await owner.query(
      `WITH made AS (INSERT INTO sessions (account_id, session_id, token_hash, device_key, expires_at)
         VALUES ($1, $2, sha256($3), $4, now() + interval '1 hour') RETURNING account_id, token_hash)
       INSERT INTO session_directory (account_id, token_hash) SELECT * FROM made`,
      of,
    )
  })
  return { ...member.session, token }
}

import { createHash, randomBytes } from 'node:crypto'
import type { z } from 'zod'
import { stateBlob } from '../../../src/shared/crypto/blob-statement.ts'
import { signCall } from '../../../src/shared/crypto/call-signature.ts'
import type { Cbor } from '../../../src/shared/crypto/cbor.ts'
import { encodeCbor } from '../../../src/shared/crypto/cbor.ts'
import type { Credentials } from '../../../src/shared/crypto/credentials.ts'
import { publicKeyOf } from '../../../src/shared/crypto/signature.ts'
import { stateSpace } from '../../../src/shared/crypto/space-statement.ts'
import { allRoutes, api } from '../../../src/shared/space/api.ts'
import type { Session } from '../../../src/shared/space/client/connection.ts'
import type { Tools } from '../../../src/shared/space/client/member.ts'
import type { Route } from '../../../src/shared/space/route.ts'
import type { Call } from './http-call.ts'
import { recordOf } from './whole-account.ts'
import type { Ids, WholeMember } from './whole-member.ts'
import { ARRIVED, noIds } from './whole-member.ts'

/** Everything that a call may name of a member, or that another could replay. */
export interface Named extends Ids {
  credentials: Credentials
  certificate: Uint8Array
  sealedKey: Uint8Array
}

/** Everything of a member that somebody who has seen the member's own answers could send as theirs. */
export async function namedOf({ connection }: Tools, { member, ids }: WholeMember): Promise<Named> {
  const { credentials } = await connection.askAs(member.session, api.account.keys, {})
  const { devices } = await connection.askAs(member.session, api.sessions.listDevices, {})
  const { spaces } = await connection.askAs(member.session, api.spaces.list, {})
  const [certificate, sealedKey] = [devices[0]!.certificate!, spaces[0]!.keys[0]!.sealedKey]
  return { ...ids, credentials, certificate, sealedKey }
}

/** The same as that of a member, of nobody. */
export function ofNobody({ credentials, certificate, sealedKey }: Named): Named {
  const other = (bytes: Uint8Array) => randomBytes(bytes.length)
  const { version, ...bytes } = credentials
  const fields = Object.entries(bytes).map(([name, value]) => [name, other(value)])
  return {
    ...noIds(),
    credentials: { version, ...(Object.fromEntries(fields) as typeof bytes) }, // The same fields as before.
    certificate: other(certificate),
    sealedKey: other(sealedKey),
  }
}

interface Given {
  query?: object
  body?: object
}

/** What routes are asked with besides the ids in their path. */
const given: Record<string, (named: Named, session: Session) => Given | Promise<Given>> = {
  'PUT /v1/account/credentials': ({ credentials }) => ({ body: { credentials, signature: randomBytes(64) } }),
  'POST /v1/account/deletion': () => ({ body: {} }),
  'POST /v1/devices': ({ certificate }) => ({ body: { certificate } }),
  'POST /v1/spaces': async ({ space, sealedKey }, { account, deviceSeed }) => {
    const of = { owner: account, space, epoch: 0, device: publicKeyOf(deviceSeed) }
    return { body: { sealedKey, statement: await stateSpace(deviceSeed, of, sealedKey) } }
  },
  'POST /v1/spaces/:space/records': ({ space }, { account, deviceSeed }) => {
    const { header, body } = recordOf({ id: account, seed: deviceSeed }, space)
    return { body: { after: null, records: [[header, body]] } }
  },
  'GET /v1/spaces/:space/records': () => ({ query: { after: 0, hash: new Uint8Array(32), limit: 100 } }),
  'GET /v1/blobs': ({ blob }) => ({ query: { after: blob, limit: 100 } }),
  'POST /v1/uploads/:upload/complete': ({ blob }, { account, deviceSeed }) => ({
    body: {
      statement: stateBlob(deviceSeed, {
        ...{ owner: account, blob, device: publicKeyOf(deviceSeed), length: 500 },
      }),
    },
  }),
  'GET /v1/accesses': () => ({ query: { after: 0, limit: 50 } }),
  'POST /v1/incidents': () => ({ body: { kind: 'foreign-answer' } }),
}

export const privateRoutes = allRoutes.filter(({ rule }) => rule !== 'open')
export const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>) => `${method} ${path}`

/** Routes that are asked with bodies or queries, yet for nothing in particular. */
const namingNothing = ['POST /v1/account/deletion', 'GET /v1/blobs', 'GET /v1/accesses', 'POST /v1/incidents']

/** Whether a call of it names things, which might be another's. */
export function namesIds(route: Route): boolean {
  return route.path.includes(':') || (nameOf(route) in given && !namingNothing.includes(nameOf(route)))
}

/** @throws Error when the path names something of a kind that this test does not know */
export function pathOf(path: string, named: Ids): string {
  return path.replaceAll(/:(\w+)/g, (_all, kind: string) => {
    if (!(kind in named)) throw new Error(`this test does not know ids of the kind "${kind}" in ${path}`)
    return Buffer.from(named[kind as keyof Ids]).toString('base64url')
  })
}

/** A call of a route in order, as the client would make it, that names these things. */
export async function callOf(route: Route, origin: string, session: Session, named: Named): Promise<Call> {
  const { query = {}, body } = (await given[nameOf(route)]?.(named, session)) ?? {}
  // Fields of an address are text.
  const fields = written(route, route.query, query) as Record<string, string>
  const search = new URLSearchParams(fields).toString()
  const path = `${pathOf(route.path, named)}${search && '?'}${search}`
  return signed(route, origin, session, { method: route.method, path, ...sent(route, body) })
}

function sent(route: Route, body: object | undefined): Pick<Call, 'headers' | 'body'> {
  const tus = { 'tus-resumable': '1.0.0' }
  if (route.encoding === 'tus' && route.method === 'POST')
    return { headers: { ...tus, 'upload-length': '500' }, body: null }
  if (route.encoding === 'tus' && route.method === 'PATCH') {
    const type = { 'content-type': 'application/offset+octet-stream' }
    return { headers: { ...tus, ...type, 'upload-offset': String(ARRIVED) }, body: randomBytes(9) }
  }
  if (route.encoding === 'tus') return { headers: tus, body: null }
  const wire = written(route, route.body, body)
  if (wire === undefined) return { headers: {}, body: null }
  return route.encoding === 'cbor'
    ? { headers: { 'content-type': 'application/cbor' }, body: encodeCbor(wire as Cbor) }
    : { headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(wire)) }
}

/** @throws Error when the route is asked with something that this test does not know */
function written(route: Route, schema: z.ZodType, value: unknown): unknown {
  const encoded = schema.safeEncode(value)
  if (!encoded.success) throw new Error(`this test does not know what to ask ${nameOf(route)} with`)
  return encoded.data
}

/** Adds the credentials of a session to a call. */
export function signed(route: Pick<Route, 'rule'>, origin: string, session: Session, call: Call): Call {
  const nonce = randomBytes(16)
  const body = createHash('sha256')
    .update(call.body ?? new Uint8Array(0))
    .digest()
  const { method, path } = call
  const signature =
    route.rule === 'own-signed' ? signCall(session.deviceSeed, { origin, method, path, nonce, body }) : null
  return {
    ...call,
    headers: {
      ...call.headers,
      authorization: `Bearer ${Buffer.from(session.token).toString('base64url')}`,
      'is-nonce': nonce.toString('base64url'),
      ...(signature && { 'is-signature': Buffer.from(signature).toString('base64url') }),
    },
  }
}

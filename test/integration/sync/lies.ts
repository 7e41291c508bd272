import { createHash } from 'node:crypto'
import type { Cbor } from '../../../src/shared/crypto/cbor.ts'
import { decodeCbor, encodeCbor } from '../../../src/shared/crypto/cbor.ts'
import { api } from '../../../src/shared/space/api.ts'
import type { Session } from '../../../src/shared/space/client/connection.ts'
import type { LibraryAccount } from '../../../src/main/space/library-account.ts'
import { sendByFetch } from '../../../src/shared/space/client/send-by-fetch.ts'
import { Connection } from '../../../src/shared/space/client/connection.ts'
import type { Input, Route } from '../../../src/shared/space/route.ts'
import { random } from '../server/scratch-server.ts'
import type { Call, Lie, Told } from './lying-proxy.ts'
import { bound, isCallOf } from './lying-proxy.ts'

/** An answer as it is written, before it is decoded. */
export type Said = Record<string, unknown>

/** Lies about one route and is right about all others. */
export function about(route: Route, lie: Lie): Lie {
  return (call, pass, out) => (isCallOf(route, call) ? lie(call, pass, out) : pass(call))
}

/** The server itself says it: what it makes of its own answer is bound to session and question as it should be. */
export function said(
  route: Route,
  session: () => Session,
  change: (answer: Said) => Said | Promise<Said>,
): Lie {
  return about(route, async (call, pass) => {
    const told = await pass(call)
    if (told.status !== 200) return told
    return bound({ ...told, body: written(route, await change(decoded(route, told.body))) }, call, session())
  })
}

export type SaidRecord = [sequence: number, header: Uint8Array, sealed: Uint8Array, at: number]
export interface SaidLog extends Said {
  records: SaidRecord[]
  head: { sequence: number; hash: Uint8Array }
}

/** As if the server's log had always been like this, from where it is read first: numbers, hashes and head fit. */
export function relogged(session: () => Session, change: (records: SaidRecord[]) => SaidRecord[]): Lie {
  const { read } = api.records
  const placeIn = (url: string) => {
    const asked = new URLSearchParams(url.split('?')[1])
    return { sequence: Number(asked.get('after')), hash: Buffer.from(asked.get('hash')!, 'base64url') }
  }
  let from: string | null = null
  return about(read, async (call, pass) => {
    from ??= call.url
    let { sequence, hash: last }: { sequence: number; hash: Uint8Array } = placeIn(from)
    const told = await pass({ ...call, url: from })
    const { records } = decoded(read, told.body) as SaidLog // By its route.
    const changed = change(records).map(([, header, sealed, at]): SaidRecord => {
      last = hash(last, hash(header))
      return [++sequence, header, sealed, at]
    })
    const asked = placeIn(call.url).sequence
    const answer = {
      records: changed.filter(([of]) => of > asked),
      head: { sequence, hash: new Uint8Array(last) },
    }
    return bound({ ...told, body: written(read, answer) }, call, session())
  })
}

export function hash(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(parts.reduce((to, part) => to.update(part), createHash('sha256')).digest())
}

/** A refusal of the server itself. */
export function refused(route: Route, session: () => Session, status: number, refusal: Said): Lie {
  return about(route, (call) => bound(json(status, refusal), call, session()))
}

/** Something between says it, which has nothing to bind it with. */
export function instead(route: Route, answer: (told: Told, call: Call) => Told | Promise<Told>): Lie {
  return about(route, async (call, pass) => answer(await pass(call), call))
}

export function json(status: number, of: unknown): Told {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(of)),
  }
}

export function html(status: number): Told {
  const body = '<!doctype html><title>Welcome to the hotel</title><form action="/login">'
  return { status, headers: { 'content-type': 'text/html' }, body: Buffer.from(body) }
}

/** What the server answers somebody, as it is written. */
export async function saidTo<R extends Route>(
  { tools, member }: LibraryAccount,
  route: R,
  given: Partial<Input<R>> = {},
): Promise<Said> {
  const heard: Said[] = []
  const send: typeof sendByFetch = async (request) => {
    const answer = await sendByFetch(request)
    heard.push(decoded(route, answer.body))
    return answer
  }
  await new Connection(tools.connection.origin, send, random).askAs(member.session, route, given)
  return heard[0]!
}

function decoded(route: Route, body: Uint8Array): Said {
  return (route.encoding === 'cbor' ? decodeCbor(body) : JSON.parse(Buffer.from(body).toString())) as Said // As the server wrote it.
}

function written(route: Route, of: Said): Uint8Array {
  return route.encoding === 'cbor' ? encodeCbor(of as Cbor) : Buffer.from(JSON.stringify(of)) // Made of what was read.
}

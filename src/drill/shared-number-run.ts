import { withClient } from '../server/database/roles.ts'
import { exposure } from '../server/trust/exposure.ts'
import type { Exposed } from '../server/trust/exposure.ts'
import { WatchDatabase } from '../server/watch/watch-database.ts'
import type { Looked, Served } from './looker.ts'
import { lookAround } from './looker.ts'
import type { Person } from './people.ts'
import type { DrillServer } from './scratch-server.ts'
import { giveNumbersTwice } from './store-number.ts'

export interface SharedNumberFigures {
  pairs: number
  /** Accounts of which somebody else was served at least one byte. */
  lookedAt: number
  foreignBytesServed: number
  /** Of what was served: bytes that opened with the looker's keys. */
  plaintextBytesReadable: number
  /** Of what was served: names, nicknames, telephones, addresses, captions and picture bytes found in clear. */
  membershipFieldsReadable: number
  secondsToDetection: number
  secondsFromDetectionToFreeze: number
  accountsFrozen: number
  /** Those who were frozen are those who shared a number. */
  frozenAreThePairs: boolean
  exposure: { entries: number; missed: number; added: number }
  mails: { sent: number; recipients: number; wrong: number }
  writesStopped: boolean
}

/** Milliseconds to wait for the watch at most. */
const PATIENCE = 90_000

/**
 * Gives numbers twice on a running server and has people look at what is not theirs.
 * @param lookers index into pairs, and which of the two looks
 */
export async function runSharedNumber(
  server: DrillServer,
  pairs: readonly (readonly [Person, Person])[],
  lookers: readonly { looker: Person; whole: boolean }[],
): Promise<SharedNumberFigures> {
  const mailsBefore = server.mails.mails.length
  const startedAt = await giveNumbersTwice(
    server.database.owner,
    pairs.map(([one, other]) => [idOf(one), idOf(other)]),
  )
  const looked = await Promise.all(
    lookers.map(({ looker, whole }) => lookAround(server.origin, looker.member, whole)),
  )
  const served = looked.flatMap((one) => one.served)

  const concerned = pairs.flat()
  const frozen = await frozenAccounts(server, concerned.length, startedAt)
  const toldTo = await mailedTo(server, mailsBefore, concerned.length)
  const database = new WatchDatabase(server.database.watch)
  try {
    const expected = concerned.map((person) => idOf(person).toString('hex')).sort()
    const found = frozen.accounts.map((account) => account.toString('hex')).sort()
    return {
      pairs: pairs.length,
      lookedAt: new Set(served.map(({ owner }) => owner.toString('hex'))).size,
      foreignBytesServed: served.reduce((sum, { bytes }) => sum + bytes, 0),
      plaintextBytesReadable: looked.reduce((sum, { opened }) => sum + opened, 0),
      membershipFieldsReadable: inClear(looked, concerned),
      secondsToDetection: (frozen.detectedAt - startedAt) / 1000,
      secondsFromDetectionToFreeze: (frozen.frozenAt - frozen.detectedAt) / 1000,
      accountsFrozen: frozen.accounts.length,
      frozenAreThePairs: expected.join() === found.join(),
      exposure: await compareExposure(database, pairs, served, startedAt),
      mails: {
        sent: toldTo.length,
        recipients: new Set(toldTo).size,
        wrong: toldTo.filter((to) => !concerned.some(({ email }) => email === to)).length,
      },
      writesStopped: await areWritesStopped(server),
    }
  } finally {
    await database.close()
  }
}

/** Secrets of anybody concerned that stand in clear in what somebody else was served. */
function inClear(looked: readonly Looked[], concerned: readonly Person[]): number {
  const received = looked.flatMap((one) => one.received)
  // Bytes in JSON are written in base64url; look at them as bytes too.
  const bodies = [...received, ...received.flatMap(decodedTexts)]
  return concerned
    .flatMap(({ secrets }) => secrets)
    .filter((secret) => bodies.some((body) => body.includes(Buffer.from(secret)))).length
}

function decodedTexts(body: Buffer): Buffer[] {
  const texts = body.toString('latin1').match(/"[A-Za-z0-9_-]{16,}"/g) ?? []
  return texts.map((text) => Buffer.from(text.slice(1, -1), 'base64url'))
}

async function frozenAccounts(server: DrillServer, wanted: number, since: number) {
  for (const until = Date.now() + PATIENCE; ;) {
    const now = await withClient(server.database.owner, async (client) => {
      const { rows: frozen } = await client.query<{ account_id: Buffer; frozen_at: Date }>(
        'SELECT account_id, frozen_at FROM accounts WHERE frozen_at IS NOT NULL',
      )
      const { rows: opened } = await client.query<{ at: Date | null }>(
        'SELECT min(opened_at) AS at FROM incidents WHERE opened_at >= $1',
        [new Date(since - 1000)],
      )
      return {
        accounts: frozen.map((row) => row.account_id),
        detectedAt: opened[0]?.at?.getTime() ?? Number.POSITIVE_INFINITY,
        frozenAt: Math.max(...frozen.map((row) => row.frozen_at.getTime())),
      }
    })
    if (now.accounts.length >= wanted || Date.now() > until) return now
    await new Promise((look) => setTimeout(look, 250))
  }
}

/** Recipients of the mails that came since, once as many have come as are awaited. */
async function mailedTo(server: DrillServer, before: number, wanted: number): Promise<string[]> {
  const until = Date.now() + PATIENCE
  while (server.mails.mails.length < before + wanted && Date.now() < until)
    await new Promise((look) => setTimeout(look, 250))
  return server.mails.mails.slice(before).map(({ to }) => to)
}

/** What the log says was served of each to the other, against what the lookers got. */
async function compareExposure(
  database: WatchDatabase,
  pairs: readonly (readonly [Person, Person])[],
  served: readonly Served[],
  since: number,
): Promise<SharedNumberFigures['exposure']> {
  const told = new Set<string>()
  const until = new Date(Date.now() + 1000)
  for (const pair of pairs)
    for (const [owner, actor] of [pair, [...pair].reverse()] as [Person, Person][])
      for (const entry of await exposure(database, idOf(owner), idOf(actor), new Date(since - 1000), until))
        for (const line of linesOf(idOf(owner), idOf(actor), entry)) told.add(line)
  const truth = new Set(
    served.map((of) => lineOf(of.owner, of.actor, of.verb, of.kind, of.object, of.first, of.last)),
  )
  return {
    entries: told.size,
    missed: [...truth].filter((line) => !told.has(line)).length,
    added: [...told].filter((line) => !truth.has(line)).length,
  }
}

/** An entry about several records in a row is one about each of them. */
function linesOf(owner: Buffer, actor: Buffer, { verb, kind, object, first, last }: Exposed): string[] {
  if (kind !== 'record') return [lineOf(owner, actor, verb, kind, object, first, last)]
  return Array.from({ length: last - first + 1 }, (_, at) =>
    lineOf(owner, actor, verb, kind, object, first + at, first + at),
  )
}

function lineOf(
  owner: Buffer,
  actor: Buffer,
  verb: string,
  kind: string,
  object: Uint8Array,
  first: number,
  last: number,
): string {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
  return [hex(owner), hex(actor), verb, kind, hex(object), first, last].join(' ')
}

function areWritesStopped(server: DrillServer): Promise<boolean> {
  return withClient(server.database.owner, async (client) => {
    const { rows } = await client.query<{ stopped: boolean }>(
      'SELECT writes_stopped_at IS NOT NULL AS stopped FROM server_state',
    )
    return rows[0]?.stopped ?? false
  })
}

function idOf({ member }: Person): Buffer {
  return Buffer.from(member.session.account)
}

import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withClient } from '../../../../src/server/database/roles.ts'
import type { RandomSource } from '../../../../src/shared/random.ts'
import { api } from '../../../../src/shared/space/api.ts'
import { register } from '../../../../src/shared/space/client/register.ts'
import type { Registered } from '../../../../src/shared/space/client/register.ts'
import { sendByFetch } from '../../../../src/shared/space/client/send-by-fetch.ts'
import type { Send } from '../../../../src/shared/space/client/transport.ts'
import { Refusal } from '../../../../src/shared/space/refusal.ts'
import { seededRandom } from '../../../fixtures/seeded-random.ts'
import type { ScratchServer } from '../scratch-server.ts'
import { openScratchServer, registerMember } from '../scratch-server.ts'

/** More where somebody asks for them: REGISTRATIONS=10000. */
const REGISTRATIONS = Number(process.env['REGISTRATIONS'] ?? 600)
const AT_ONCE = 64
const RACERS = 200

let server: ScratchServer

beforeAll(async () => {
  server = await openScratchServer()
})

afterAll(() => server.close())

/** Gives what it gave before at every seventh call, to whoever asks: for keys, seeds and salts alike. */
function repeatingRandom(): RandomSource {
  const chosen = seededRandom('repeated keys')
  const given = new Map<number, Uint8Array[]>()
  let calls = 0
  return {
    bytes(count) {
      const before = given.get(count) ?? []
      if (++calls % 7 === 0 && before.length > 0)
        return before[Buffer.from(chosen.bytes(4)).readUInt32BE() % before.length]!.slice()
      const drawn = new Uint8Array(randomBytes(count))
      given.set(count, [...before.slice(-5_000), drawn])
      return drawn.slice()
    },
  }
}

async function count(query: string): Promise<number> {
  return withClient(server.database.urls.owner, async (owner) => {
    const { rows } = await owner.query<{ n: string }>(`SELECT count(*) AS n FROM ${query}`)
    return Number(rows[0]!.n)
  })
}

test(`FI-01 of ${REGISTRATIONS} registrations with keys that were used before, none makes a second of anything`, async () => {
  const random = repeatingRandom()
  const made: Registered[] = []
  const refused: unknown[] = []
  let begun = 0
  const keepRegistering = async () => {
    while (begun < REGISTRATIONS) {
      const number = begun++
      const tools = { ...server.tools(), random }
      const of = { email: `fi-01-${number}@example.org`, password: `correct horse battery ${number}` }
      await registerMember(tools, of).then(
        (registered) => made.push(registered),
        (error: unknown) => refused.push(error),
      )
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, keepRegistering))

  expect(made.length + refused.length).toBe(REGISTRATIONS)
  expect(refused.length).toBeGreaterThan(REGISTRATIONS / 50)
  // It is not said what of it exists already.
  for (const error of refused) expect(error).toMatchObject({ name: 'Refusal', code: 'not-accepted' })

  // Everything once, and of every account everything.
  const each = {
    accounts: ['account_id', 'genesis_key', 'member_number'],
    contacts: ['account_id'],
    identities: ['account_id', 'signing_key'],
    credentials: ['account_id', 'sign_in_key', 'recovery_key'],
    devices: ['account_id', 'device_key'],
    sessions: ['account_id', 'session_id', 'token_hash'],
    email_directory: ['account_id', 'lookup'],
    session_directory: ['account_id', 'token_hash'],
    accesses: ['account_id'],
  }
  for (const [table, columns] of Object.entries(each)) {
    expect([table, await count(table)]).toEqual([table, made.length])
    for (const column of columns)
      expect([table, column, await count(`(SELECT DISTINCT ${column} FROM ${table}) AS rows`)]).toEqual([
        table,
        column,
        made.length,
      ])
  }
  const accounts = made.map(({ member }) => Buffer.from(member.session.account).toString('hex')).sort()
  for (const folder of ['blobs', 'uploads'])
    expect(readdirSync(join(server.database.folder, 'blobs', folder)).sort()).toEqual(accounts)

  const { connection } = server.tools()
  for (const { member, memberNumber } of made) {
    const described = await connection.askAs(member.session, api.account.describe, {})
    expect(described).toMatchObject({ account: member.session.account, memberNumber })
  }
}, 900_000)

const spellings = [
  'ada.lovelace@gmail.com',
  'AdaLovelace@gmail.com',
  'a.d.a.l.o.v.e.l.a.c.e@gmail.com',
  'adalovelace@googlemail.com',
  ' adalovelace@GMAIL.COM ',
  'ａｄａｌｏｖｅｌａｃｅ@gmail.com',
  'adalovelace@ｇｍａｉｌ.com',
  'adalovelace@gmail.com.',
]

test(`FI-16 of ${RACERS} who register one address at once, spelt in different ways, one gets it`, async () => {
  const before = await count('accounts')
  const statuses: string[] = []
  // All are ready before the first of them asks for the account.
  const ready = Promise.withResolvers<undefined>()
  let waiting = 0
  const together: Send = async (request) => {
    const isLast = request.url.endsWith(api.registration.finish.path)
    if (isLast && ++waiting === RACERS) ready.resolve(undefined)
    if (isLast) await ready.promise
    const answer = await sendByFetch(request)
    if (isLast && answer.status !== 200)
      statuses.push(`${answer.status} ${Buffer.from(answer.body).toString()} ${answer.header('retry-after')}`)
    return answer
  }
  const outcomes = await Promise.allSettled(
    Array.from({ length: RACERS }, (_, at) =>
      register(server.tools(together), {
        ...{ email: spellings[at % spellings.length]!, password: `correct horse battery ${at}` },
        ...{ language: 'en', deviceName: 'Desk' },
        askCode: () => Promise.reject(new Error('no code was to be asked for')),
      }),
    ),
  )
  const won = outcomes.filter(({ status }) => status === 'fulfilled')
  const lost = outcomes.flatMap((of) => (of.status === 'rejected' ? [of.reason as unknown] : []))
  expect([won.length, lost.length]).toEqual([1, RACERS - 1])
  for (const error of lost) expect(error).toBeInstanceOf(Refusal)
  // All of them wait for one another; who waits too long for that has made nothing either, and is told to come again.
  const late = statuses.filter((status) => status.startsWith('503 {"code":"unavailable"'))
  expect(late.length).toBeLessThan(RACERS / 2)
  expect(new Set(statuses.filter((status) => !late.includes(status)))).toEqual(
    new Set([
      '401 {"code":"not-accepted","sentence":"The credentials are not accepted. Sign in again."} null',
    ]),
  )
  expect(await count('accounts')).toBe(before + 1)
  expect(await count('email_directory')).toBe(before + 1)
})

test('FI-16 who comes later to an address that is taken is answered like everybody else', async () => {
  const answers: string[] = []
  const noted: Send = async (request) => {
    const answer = await sendByFetch(request)
    if (request.url.endsWith(api.registration.start.path)) {
      const { challenge, ...rest } = JSON.parse(Buffer.from(answer.body).toString()) as { challenge: string }
      answers.push(JSON.stringify([answer.status, challenge.length, rest]))
    }
    return answer
  }
  const of = (email: string) => registerMember(server.tools(noted), { email })
  await of('free@example.org')
  await expect(of('FREE@example.org')).rejects.toMatchObject({ code: 'not-accepted' })
  expect(answers).toHaveLength(2)
  expect(answers[0]).toBe(answers[1])
})

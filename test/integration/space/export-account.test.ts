import { createHash } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { decodeFirst } from 'cborg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AccountHost } from '../../../src/main/space/account-host.ts'
import { accountNoticeOf } from '../../../src/main/space/account-refusal.ts'
import { exportAccount } from '../../../src/main/space/export/export-account.ts'
import { openAccount } from '../../../src/main/space/library-account.ts'
import { registerAccount } from '../../../src/main/space/register-account.ts'
import { stateBlob } from '../../../src/shared/crypto/blob-statement.ts'
import { parseHeader } from '../../../src/shared/crypto/record-header.ts'
import { publicKeyOf } from '../../../src/shared/crypto/signature.ts'
import { api } from '../../../src/shared/space/api.ts'
import { base64url } from '../../../src/shared/space/client/connection.ts'
import type { Member } from '../../../src/shared/space/client/member.ts'
import { writeProfile } from '../../../src/shared/space/client/profile.ts'
import { sendByFetch } from '../../../src/shared/space/client/send-by-fetch.ts'
import type { Send } from '../../../src/shared/space/client/transport.ts'
import { uploadSmall } from '../../../src/shared/space/client/upload.ts'
import type { ScratchServer } from '../server/scratch-server.ts'
import { openScratchServer, random } from '../server/scratch-server.ts'
import {
  answerOf,
  inJson,
  lying,
  oneByteChanged,
  recording,
  reportsOf,
  scratchLibrary,
} from './scratch-library.ts'

let server: ScratchServer
beforeAll(async () => {
  server = await openScratchServer()
})
afterAll(() => server.close())

let members = 0
const unasked = () => Promise.reject(new Error('nobody should be asked'))

/** A member with a profile and these blobs at the server. */
async function memberWith(...blobs: Uint8Array[]) {
  const host = scratchLibrary()
  const { account } = await registerAccount(host, {
    ...{
      server: server.origin,
      email: `export-${++members}@example.org`,
      language: 'en',
      deviceName: 'Desk',
    },
    askPassword: async () => 'correct horse battery',
    profile: {},
    code: { ask: null, given: null },
  })
  const { tools, member } = account
  const { key } = await tools.connection.ask(api.server.describe, {})
  for (const blob of blobs) await uploadSmall(tools, member.session, key, blob)
  return { host, account, folder: join(host.library, 'export') }
}

async function exportOf(host: AccountHost, folder: string, send: Send = sendByFetch) {
  const paused: number[] = []
  const exported = await exportAccount(await openAccount({ ...host, send }, unasked), folder, {
    onProgress: () => undefined,
    pause: async (milliseconds) => void paused.push(milliseconds),
  })
  return { ...exported, paused }
}

const refusalOf = (done: Promise<unknown>) =>
  done.then(
    () => 'it was done',
    (error: unknown) => accountNoticeOf(error) ?? error,
  )

const idOf = (blob: Uint8Array) => createHash('sha256').update(blob).digest('hex')
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort()
const linesOf = (path: string) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
const hexOf = ({ session }: Member) => Buffer.from(session.account).toString('hex')

test('an export is all that the server counts, and a second one fetches only what is new', async () => {
  // One of more than a range, so that it comes in parts.
  const blobs = [random.bytes(17 * 1024 * 1024), random.bytes(1000)]
  const { host, account, folder } = await memberWith(...blobs)
  const { tools, member } = account
  await writeProfile(tools, member, { email: 'new@example.org' })

  const first = await exportOf(host, folder)
  expect(first).toMatchObject({ isWhole: true, fetched: 2 })
  expect(first.exported).toEqual(first.there)
  expect(first.exported).toMatchObject({ devices: 1, spaces: 1, records: 2, blobs: 2 })
  expect(first.exported.blobBytes).toBe(17 * 1024 * 1024 + 1000)
  for (const blob of blobs)
    expect(idOf(readFileSync(join(folder, 'blobs', idOf(blob).slice(0, 2), idOf(blob))))).toBe(idOf(blob))
  expect(linesOf(join(folder, 'blobs.jsonl')).map(({ blob }) => blob)).toEqual(blobs.map(idOf).sort())
  const accesses = linesOf(join(folder, 'accesses.jsonl'))
  expect(accesses).toHaveLength(first.exported.accesses)
  expect(accesses.map(({ verb, kind }) => `${String(verb)} ${String(kind)}`)).toContain('write blob')
  expect(readExport(folder)).toEqual({
    ...{ format: 1, server: server.origin, account: hexOf(member) },
    ...first.exported,
  })
  const [log = ''] = readdirSync(join(folder, 'records'))
  expect(recordsIn(join(folder, 'records', log))).toEqual([1, 2])

  const asked = recording('/v1/blobs/')
  expect(await exportOf(host, folder, asked.send)).toMatchObject({ isWhole: true, fetched: 0 })
  expect(asked.sent).toEqual([])
  // What is in the folder is believed only if it is what its name says.
  const spoilt = join(folder, 'blobs', idOf(blobs[1]!).slice(0, 2), idOf(blobs[1]!))
  writeFileSync(spoilt, oneByteChanged(blobs[1]!))
  expect(await exportOf(host, folder, asked.send)).toMatchObject({ isWhole: true, fetched: 1 })
  expect(idOf(readFileSync(spoilt))).toBe(idOf(blobs[1]!))
})

function readExport(folder: string): unknown {
  return JSON.parse(readFileSync(join(folder, 'export.json'), 'utf8'))
}

/** Sequences of a log: dCBOR[sequence, header, sealed, appended at], one behind the other. */
function recordsIn(path: string): number[] {
  const sequences: number[] = []
  for (let rest: Uint8Array = readFileSync(path); rest.length > 0;) {
    const [record, after] = decodeFirst(rest) as [[number, Uint8Array, Uint8Array, number], Uint8Array]
    const [sequence, header, sealed] = record
    expect(Buffer.from(parseHeader(header).header.body).toString('hex')).toBe(idOf(sealed))
    sequences.push(sequence)
    rest = after
  }
  return sequences
}

test('FI-11 a blob of somebody else stops the export and is named; without it the export goes on', async () => {
  const [own, foreign] = [random.bytes(500), random.bytes(500)]
  const { host, account, folder } = await memberWith(own)
  const { account: other } = await memberWith(foreign)
  const { session } = account.member
  const listed = await other.tools.connection.askAs(other.member.session, api.blobs.list, {
    query: { limit: 9 },
  })
  const [stranger] = listed.blobs

  // The server lists it among the member's own, with all that belongs to it.
  const asListed = lying(
    /\/v1\/blobs$/,
    session,
    inJson(({ blobs }: { blobs: unknown[] }) => {
      if (blobs.length === 0) return
      const { blob, length, statement, keptAt } = stranger!
      blobs.splice(0, 1, { blob: base64url(blob), length, statement: base64url(statement), keptAt })
    }),
  )
  expect(await refusalOf(exportOf(host, folder, asListed))).toEqual({
    code: 'foreign-blob',
    params: { blob: idOf(foreign) },
  })
  // It has a statement that it is somebody else's, or one that no computer of the member has signed.
  const stranger32 = random.bytes(32)
  const blob = { owner: session.account, blob: createHash('sha256').update(own).digest(), length: own.length }
  for (const statement of [
    stateBlob(session.deviceSeed, { ...blob, owner: stranger32, device: publicKeyOf(session.deviceSeed) }),
    stateBlob(stranger32, { ...blob, device: publicKeyOf(stranger32) }),
  ]) {
    const stated = inJson(({ blobs }: { blobs: { statement: string }[] }) => {
      for (const each of blobs) each.statement = base64url(statement)
    })
    expect(await refusalOf(exportOf(host, folder, lying(/\/v1\/blobs$/, session, stated)))).toMatchObject({
      code: 'foreign-blob',
    })
  }
  // It gives out its bytes under the member's own id.
  const asRead: Send = async (request) => {
    const received = await sendByFetch(request)
    return request.url.includes('/v1/blobs/') ? { ...received, body: foreign } : received
  }
  expect(await refusalOf(exportOf(host, folder, asRead))).toEqual({
    code: 'foreign-blob',
    params: { blob: idOf(own) },
  })
  expect(filesIn(folder).filter((name) => /^[0-9a-f]{64}$|\.part$|^blobs\.|^export\./.test(name))).toEqual([])
  expect(await reportsOf(server, session.account)).toEqual(Array(4).fill('foreign-blob'))
  expect(await exportOf(host, folder)).toMatchObject({ isWhole: true, fetched: 1 })
})

test('records, spaces, devices and log entries are looked at as well', async () => {
  const { host, account, folder } = await memberWith()
  const { session } = account.member
  const { host: otherHost } = await memberWith()
  const theirs = recording('/v1/')
  await exportOf(otherHost, join(otherHost.library, 'export'), theirs.send)
  const answered = async (path: RegExp) =>
    (await sendByFetch(theirs.sent.find(({ url }) => path.test(url))!)).body

  const foreignSpaces = await answered(/spaces$/)
  const foreignRecords = await answered(/records/)
  const foreignDevices = await answered(/devices$/)
  const { spaces } = await account.tools.connection.askAs(session, api.spaces.list, {})
  const space = Buffer.from(spaces[0]!.space).toString('hex')
  const lies: [RegExp, (body: Uint8Array) => Uint8Array, object][] = [
    [/\/spaces$/, () => foreignSpaces, { code: 'foreign-space' }],
    [/\/records$/, () => foreignRecords, { code: 'foreign-record', params: { record: 1, space } }],
    [/\/devices$/, () => foreignDevices, { code: 'not-your-space' }],
    [
      /\/devices$/,
      inJson(({ devices }: { devices: { device: string }[] }) => {
        for (const each of devices) each.device = base64url(random.bytes(32))
      }),
      { code: 'not-your-space' },
    ],
    [
      /\/accesses$/,
      inJson(({ accesses }: { accesses: unknown[] }) => accesses.splice(1, 1)),
      { code: 'foreign-access', params: { entry: 2 } },
    ],
  ]
  for (const [path, lie, refusal] of lies) {
    expect(await refusalOf(exportOf(host, folder, lying(path, session, lie)))).toMatchObject(refusal)
    expect(existsSync(join(folder, 'export.json'))).toBe(false)
  }
  expect(readdirSync(join(folder, 'records'))).toEqual([`${space}.cbor`])
  expect(await exportOf(host, folder)).toMatchObject({ isWhole: true })
})

test('what came meanwhile is told apart from a whole export', async () => {
  const { host, account, folder } = await memberWith(random.bytes(100))
  expect(await exportOf(host, folder)).toMatchObject({ isWhole: true, fetched: 1 })
  let once = true
  const grows: Send = async (request) => {
    // A record comes when the log of its space is behind us.
    if (request.url.includes('/v1/accesses?') && once) {
      once = false
      await writeProfile(account.tools, account.member, { email: 'meanwhile@example.org' })
    }
    return sendByFetch(request)
  }
  const exported = await exportOf(host, folder, grows)
  expect(exported.isWhole).toBe(false)
  expect([exported.exported.records, exported.there.records]).toEqual([1, 2])
  expect(existsSync(join(folder, 'export.json'))).toBe(false)
  expect(await exportOf(host, folder)).toMatchObject({ isWhole: true, fetched: 0 })
})

test('a server that finds it too fast is waited for', async () => {
  const { host, folder } = await memberWith()
  let once = true
  const limited: Send = async (request) => {
    if (!request.url.includes('/v1/accesses?') || !once) return sendByFetch(request)
    once = false
    return answerOf(429, '{"code":"too-many","sentence":"…","retryAfter":1234}')
  }
  expect(await exportOf(host, folder, limited)).toMatchObject({ isWhole: true, paused: [1234] })
})

test('a folder with anything else in it is left alone', async () => {
  const { host, folder } = await memberWith()
  const { host: other } = await memberWith()
  await exportOf(host, folder)
  const before = filesIn(folder)
  expect(await refusalOf(exportOf(other, folder))).toEqual({
    code: 'export-of-another',
    params: { path: folder },
  })
  expect(filesIn(folder)).toEqual(before)
  const pictures = join(host.library, 'pictures')
  mkdirSync(pictures)
  appendFileSync(join(pictures, 'a.jpg'), 'x')
  expect(await refusalOf(exportOf(host, pictures))).toEqual({
    code: 'export-among-others',
    params: { path: pictures },
  })
  expect(filesIn(pictures)).toEqual(['a.jpg'])
  expect(await refusalOf(exportOf(host, join(pictures, 'a.jpg')))).toMatchObject({ code: 'not-a-folder' })
  rmSync(join(folder, 'keys.json'))
  expect(await refusalOf(exportOf(host, folder))).toMatchObject({ code: 'export-among-others' })
})

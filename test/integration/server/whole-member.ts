import { createHash, randomBytes } from 'node:crypto'
import { withClient } from '../../../src/server/database/roles.ts'
import { recordTypes } from '../../../src/shared/crypto/sealed-record.ts'
import { publicKeyOf } from '../../../src/shared/crypto/signature.ts'
import { api } from '../../../src/shared/space/api.ts'
import type { Member, Tools } from '../../../src/shared/space/client/member.ts'
import { writeProfile } from '../../../src/shared/space/client/profile.ts'
import { signIn } from '../../../src/shared/space/client/sign-in.ts'
import { appendRecord, logStart, namedSpace, openSpace } from '../../../src/shared/space/client/space-log.ts'
import { uploadSmall } from '../../../src/shared/space/client/upload.ts'
import type { ScratchServer } from './scratch-server.ts'
import { registerMember } from './scratch-server.ts'

/** One id of each kind that an address may name. */
export interface Ids {
  space: Uint8Array
  blob: Uint8Array
  upload: Uint8Array
  session: Uint8Array
  device: Uint8Array
}

/** A member with something of everything: what another member must never see. */
export interface WholeMember {
  email: string
  member: Member
  recoveryKey: Uint8Array
  /** Of a second computer, which is signed in too. */
  laptop: Member
  /** The space of the records, the first of the blobs, the upload that goes on, and session and key of the laptop. */
  ids: Ids
  blobs: Map<string, Buffer>
}

const BLOB = 3_000
const UPLOAD = 500
export const ARRIVED = 200

let members = 0

export async function addWholeMember(server: Pick<ScratchServer, 'tools'>): Promise<WholeMember> {
  const tools = server.tools()
  const email = `whole-member-${++members}@example.org`
  const { member, recoveryKey } = await registerMember(tools, { email })
  const { session } = member
  await writeProfile(tools, member, { email, name: `Whole Member ${members}`, telephone: '+81 3 0000 0000' })

  const space = await openSpace(tools, member, await namedSpace(member, 'library'))
  let [seen, before] = [logStart, { sequence: 0, header: null as Uint8Array | null }]
  for (let count = 0; count < 3; count++) {
    const type = recordTypes.batch
    const { head, device } = await appendRecord(tools, member, space, type, randomBytes(200), seen, before)
    ;[seen, before] = [head, device]
  }

  const { key } = await tools.connection.ask(api.server.describe, {})
  const blobs = new Map<string, Buffer>()
  for (let count = 0; count < 2; count++) {
    const sealed = randomBytes(BLOB)
    await uploadSmall(tools, session, key, sealed)
    blobs.set(createHash('sha256').update(sealed).digest('hex'), sealed)
  }
  const by = { password: 'correct horse battery' }
  const askCode = () => Promise.reject(new Error('no code was to be asked for'))
  const laptop = await signIn(tools, { email, by, language: 'en', askCode, deviceName: 'Laptop' })
  const { sessions } = await tools.connection.askAs(session, api.sessions.list, {})
  return {
    ...{ email, member, recoveryKey, laptop, blobs },
    ids: {
      space: space.space,
      blob: Buffer.from([...blobs.keys()].sort()[0]!, 'hex'),
      upload: await beginUpload(tools, member),
      session: sessions.find(({ isThis }) => !isThis)!.session,
      device: publicKeyOf(laptop.session.deviceSeed),
    },
  }
}

/** An upload of which less than half has arrived. */
export async function beginUpload({ connection }: Tools, { session }: Member): Promise<Uint8Array> {
  const created = await connection.sendRaw(
    session,
    'POST',
    '/v1/uploads',
    {
      'tus-resumable': '1.0.0',
      'upload-length': String(UPLOAD),
      'content-type': 'application/offset+octet-stream',
    },
    randomBytes(ARRIVED),
  )
  if (created.status !== 201) throw new Error(`no upload was begun: ${created.status}`)
  return Buffer.from(created.header('location')!.split('/').at(-1)!, 'base64url')
}

/** Ids of nothing. */
export function noIds(): Ids {
  return {
    space: randomBytes(16),
    blob: randomBytes(32),
    upload: randomBytes(16),
    session: randomBytes(16),
    device: publicKeyOf(randomBytes(32)),
  }
}

/** Tables with rows of accounts, as the database has them. */
export async function accountTables({ database }: ScratchServer): Promise<string[]> {
  return withClient(database.urls.owner, async (owner) => {
    const { rows } = await owner.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name = 'account_id' ORDER BY 1`,
    )
    return rows.map(({ name }) => name)
  })
}

import { randomBytes } from 'node:crypto'
import { stretchPassword } from '../main/crypto/stretch-password.ts'
import { encodeCbor } from '../shared/crypto/cbor.ts'
import { blobRoles, SealedBlob, sealedLength } from '../shared/crypto/sealed-blob.ts'
import { recordTypes } from '../shared/crypto/sealed-record.ts'
import { concat } from '../shared/crypto/bytes.ts'
import { Connection } from '../shared/space/client/connection.ts'
import type { Member, Tools } from '../shared/space/client/member.ts'
import { writeProfile } from '../shared/space/client/profile.ts'
import { register } from '../shared/space/client/register.ts'
import { sendByFetch } from '../shared/space/client/send-by-fetch.ts'
import { appendRecord, logStart, namedSpace, openSpace } from '../shared/space/client/space-log.ts'
import { uploadSmall } from '../shared/space/client/upload.ts'
import { api } from '../shared/space/api.ts'
import type { MailCatcher } from './mail-catcher.ts'

const PICTURES = 2
/** Bytes of a picture: two chunks, so that ranges of it mean something. */
const PICTURE_LENGTH = 1_200_000

/** Somebody who registered with a real client, and everything about them that nobody else may read. */
export interface Person {
  email: string
  member: Member
  /** Texts and first bytes of pictures, as they are in clear. */
  secrets: Uint8Array[]
}

export function toolsFor(origin: string): Tools {
  const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)) }
  return {
    connection: new Connection(origin, sendByFetch, random),
    ...{ random, stretch: stretchPassword, now: Date.now },
  }
}

/** Registers with e-mail code and password, writes a profile, keeps pictures and what is said of them. */
export async function makePerson(tools: Tools, mails: MailCatcher, number: number): Promise<Person> {
  const tag = randomBytes(6).toString('hex')
  const profile = {
    email: `member-${number}-${tag}@drill.example`,
    name: `Name ${tag} ${number}`,
    nickname: `nick-${tag}`,
    telephone: `+81 ${parseInt(tag.slice(0, 8), 16)}`,
  }
  const { member } = await register(tools, {
    email: profile.email,
    password: `password of ${tag}`,
    language: number % 2 === 0 ? 'en' : 'ja',
    askCode: () => mails.codeFor(profile.email),
    deviceName: `Computer ${number}`,
  })
  await writeProfile(tools, member, profile)
  const pictures = await Promise.all(Array.from({ length: PICTURES }, () => keepPicture(tools, member)))
  const caption = `Caption ${tag}, seen at ${number}`
  const library = await openSpace(tools, member, await namedSpace(member, 'library'))
  const said = encodeCbor({ caption, pictures: pictures.map(({ key }) => key) })
  await appendRecord(tools, member, library, recordTypes.batch, said, logStart, { sequence: 0, header: null })
  const texts = [...Object.values(profile), caption].map((text) => new Uint8Array(Buffer.from(text)))
  return { email: profile.email, member, secrets: [...texts, ...pictures.map(({ start }) => start)] }
}

async function keepPicture({ connection, ...tools }: Tools, { session }: Member) {
  const picture = new Uint8Array(randomBytes(PICTURE_LENGTH))
  const [key, salt, asset] = [randomBytes(32), randomBytes(32), randomBytes(16)]
  const place = { owner: session.account, asset, role: blobRoles.original, plainLength: PICTURE_LENGTH }
  const blob = await SealedBlob.create(key, salt, place)
  const chunks = [await blob.seal(0, picture.slice(0, 2 ** 20)), await blob.seal(1, picture.slice(2 ** 20))]
  const sealed = concat(blob.header, ...chunks)
  if (sealed.length !== sealedLength(PICTURE_LENGTH)) throw new Error('a picture was not sealed whole')
  const { key: serverKey } = await connection.ask(api.server.describe, {})
  await uploadSmall({ connection, ...tools }, session, serverKey, sealed)
  return { key: new Uint8Array(key), start: picture.slice(0, 64) }
}

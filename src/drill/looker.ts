import { randomBytes } from 'node:crypto'
import { decodeCbor } from '../shared/crypto/cbor.ts'
import { parseHeader } from '../shared/crypto/record-header.ts'
import type { RecordType } from '../shared/crypto/sealed-record.ts'
import { openRecord } from '../shared/crypto/sealed-record.ts'
import { openSpaceKey } from '../shared/crypto/space-key.ts'
import { concat, u64 } from '../shared/crypto/bytes.ts'
import type { Member } from '../shared/space/client/member.ts'

/** Something of another's that a server handed out. */
export interface Served {
  owner: Buffer
  actor: Buffer
  kind: 'space' | 'record' | 'blob'
  verb: 'read' | 'list'
  object: Buffer
  first: number
  last: number
  bytes: number
}

export interface Looked {
  served: Served[]
  /** Everything that came, foreign or not, as it came. */
  received: Buffer[]
  /** Bytes of plaintext that opened, of anything foreign. */
  opened: number
}

interface ListedSpace {
  space: string
  keys: { epoch: number; sealedKey: string; statement: string }[]
}

/**
 * Someone who looks at all that the server shows, with a client that checks nothing and reports nothing, and who tries
 * every key of their own on it.
 * @param wholePictures else a range of one is enough
 */
export async function lookAround(origin: string, member: Member, wholePictures: boolean): Promise<Looked> {
  const looked: Looked = { served: [], received: [], opened: 0 }
  try {
    await look(origin, member, wholePictures, looked)
  } catch (error) {
    if (!(error instanceof Frozen)) throw error
  }
  return looked
}

/** The account was frozen while somebody looked: what came before that was served all the same. */
class Frozen extends Error {}

async function look(origin: string, member: Member, wholePictures: boolean, looked: Looked): Promise<void> {
  const { session } = member
  const actor = Buffer.from(session.account)
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${origin}${path}`, {
      headers: {
        ...headers,
        authorization: `Bearer ${Buffer.from(session.token).toString('base64url')}`,
        'is-nonce': randomBytes(16).toString('base64url'),
      },
    })
    const body = Buffer.from(await answer.arrayBuffer())
    if (answer.status === 423) throw new Frozen()
    if (answer.status >= 300) throw new Error(`${path.split('?')[0]}: ${answer.status}`)
    looked.received.push(body)
    return body
  }
  const note = (of: Omit<Served, 'actor'>) => {
    if (!of.owner.equals(actor)) looked.served.push({ ...of, actor })
  }

  const { spaces } = JSON.parse((await get('/v1/spaces')).toString()) as { spaces: ListedSpace[] }
  for (const { space, keys } of spaces) {
    const spaceId = Buffer.from(space, 'base64url')
    const opening: Uint8Array[] = []
    for (const { epoch, sealedKey, statement } of keys) {
      const owner = ownerOf(Buffer.from(statement, 'base64url'))
      const sealed = Buffer.from(sealedKey, 'base64url')
      note({
        owner,
        kind: 'space',
        verb: 'read',
        object: spaceId,
        first: epoch,
        last: epoch,
        bytes: sealed.length,
      })
      for (const account of [owner, actor]) {
        const of = { account, space: spaceId, epoch }
        const key = await openSpaceKey(member.keys.library, of, sealed).catch(() => null)
        if (key) opening.push(key)
        if (key && !owner.equals(actor)) looked.opened += key.length
      }
    }
    const start = Buffer.alloc(32).toString('base64url')
    const body = await get(`/v1/spaces/${space}/records?after=0&hash=${start}&limit=256`)
    const { records } = decodeCbor(body) as unknown as { records: [number, Uint8Array, Uint8Array, number][] }
    for (const [sequence, encoded, sealed] of records) {
      const owner = ownerOf(Buffer.from(encoded))
      const bytes = encoded.length + sealed.length
      note({ owner, kind: 'record', verb: 'read', object: spaceId, first: sequence, last: sequence, bytes })
      if (!owner.equals(actor))
        looked.opened += await openedOf(member, [owner, actor], spaceId, encoded, sealed, opening)
    }
  }
  const { blobs } = JSON.parse((await get('/v1/blobs?limit=1000')).toString()) as {
    blobs: { blob: string; length: number; statement: string }[]
  }
  for (const { blob, length, statement } of blobs) {
    const stated = Buffer.from(statement, 'base64url')
    const [owner, object] = [ownerOf(stated), Buffer.from(blob, 'base64url')]
    note({ owner, kind: 'blob', verb: 'list', object, first: 0, last: 0, bytes: stated.length })
    const [first, last] = wholePictures ? [0, length - 1] : [100, 4195]
    await get(`/v1/blobs/${blob}`, wholePictures ? {} : { range: `bytes=${first}-${last}` })
    note({ owner, kind: 'blob', verb: 'read', object, first, last, bytes: last - first + 1 })
  }
}

/** Bytes that open with any key of one's own, for any account that may have been meant. */
async function openedOf(
  member: Member,
  accounts: readonly Buffer[],
  space: Buffer,
  encoded: Uint8Array,
  sealed: Uint8Array,
  keys: readonly Uint8Array[],
): Promise<number> {
  const { header } = parseHeader(encoded)
  const object = concat(header.device, u64(header.deviceSequence))
  let opened = 0
  for (const account of accounts)
    for (const key of [...keys, member.rootKey, ...Object.values(member.keys)]) {
      const type = header.type as RecordType // Whatever it says.
      const place = { type, owner: account, space, epoch: header.epoch, object, version: 0, author: account }
      const plaintext = await openRecord(key, place, sealed).catch(() => null)
      opened += plaintext?.length ?? 0
    }
  return opened
}

/** The owner that a signed statement names. */
function ownerOf(statement: Buffer): Buffer {
  return statement.subarray(3, 35)
}

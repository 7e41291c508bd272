import { z } from 'zod'
import type { Bytes } from '../crypto/bytes.ts'
import { encodeCbor } from '../crypto/cbor.ts'
import { bytesOf, parseStatement } from '../crypto/statement.ts'
import type { AccessKind, AccessVerb } from './access-words.ts'
import { accessKinds, accessVerbs } from './access-words.ts'

/** One line of an account's access log: who did what with which of its objects. */
export interface AccessEntry {
  /** Account that the object is of, as sealed or signed in the object itself. */
  owner: Uint8Array
  /** Account and computer of whoever asked. */
  actor: Uint8Array
  device: Uint8Array
  /** Milliseconds since 1970. */
  at: number
  verb: AccessVerb
  kind: AccessKind
  /** Id of the blob, space, session or computer; empty for the account itself. */
  object: Uint8Array
  /** Sequences of the records, or bytes of the blob; 0 and 0 for everything else. */
  first: number
  last: number
  /** Sealed bytes that were served or taken. */
  bytes: number
  result: 'done' | 'refused'
}

const entrySchema = z.tuple([
  bytesOf(32),
  bytesOf(32),
  bytesOf(32),
  z
    .number()
    .int()
    .min(2 ** 32),
  z.enum(accessVerbs),
  z.enum(accessKinds),
  z.instanceof(Uint8Array),
  z.number().int().min(0),
  z.number().int().min(0),
  z.number().int().min(0),
  z.enum(['done', 'refused']),
])

/** dCBOR[owner, actor, device, at, verb, kind, object, first, last, bytes, result]; the first four at fixed places. */
export function encodeEntry(entry: AccessEntry): Bytes {
  const { owner, actor, device, at, verb, kind, object, first, last, bytes, result } = entry
  return encodeCbor([owner, actor, device, at, verb, kind, object, first, last, bytes, result])
}

/** @throws NotAuthentic when these are not the bytes of an entry */
export function decodeEntry(encoded: Uint8Array): AccessEntry {
  const [owner, actor, device, at, verb, kind, object, first, last, bytes, result] = parseStatement(
    entrySchema,
    encoded,
  )
  return { owner, actor, device, at, verb, kind, object, first, last, bytes, result }
}

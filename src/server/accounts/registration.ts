import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { requireRegistration } from '../../shared/crypto/credentials.ts'
import { readCertificate } from '../../shared/crypto/device-certificate.ts'
import { followIdentity, genesisOf } from '../../shared/crypto/identity.ts'
import type { api } from '../../shared/space/api.ts'
import { canonicalEmail, hashOfEmail } from '../../shared/space/email-address.ts'
import { Refusal } from '../../shared/space/refusal.ts'
import type { Input } from '../../shared/space/route.ts'
import { AccountPlaceTaken } from '../blobs/blob-store.ts'
import { notAccepted } from '../http/authorise.ts'
import type { Handlers, OpenCall } from '../http/handlers.ts'
import { lookupOf, sealEmail } from '../keys/sealed-email.ts'
import type { Parts } from '../parts.ts'
import { addAccount } from '../store/account-rows.ts'
import { accountOfEmail, issueChallenge, takeChallenge, writesStopped } from '../store/directory.ts'
import { encodeEntry } from '../../shared/space/access-entry.ts'
import { CODE_MINUTES, drawCode, hashOfCode } from './codes.ts'
import { openSession } from './open-session.ts'

type Start = Input<typeof api.registration.start>
type Finish = Input<typeof api.registration.finish>

export function registrationHandlers(parts: Parts): Handlers['registration'] {
  return {
    start: (_call, { body }) => start(parts, body),
    finish: (call, { body }) => finish(parts, call, body),
  }
}

/** Known addresses are answered like unknown ones; their members learn of it by mail. */
async function start({ store, keys, letters }: Parts, { email, language }: Start['body']) {
  const canonical = requireEmail(email)
  const lookup = lookupOf(keys, canonical)
  const challenge = randomBytes(32)
  const code = drawCode()
  const known = (await accountOfEmail(store, lookup)) !== null
  await issueChallenge(store, {
    challenge,
    purpose: 'register',
    lookup,
    codeHash: letters.canSend ? hashOfCode(challenge, code) : null,
    minutes: CODE_MINUTES,
  })
  letters.later(canonical, language, (texts) =>
    known ? texts.alreadyRegistered() : texts.registrationCode(code, CODE_MINUTES),
  )
  return { challenge }
}

/**
 * The account names itself: its id is the hash of the key that signed this. Whatever already exists of it or of its
 * address refuses the rest, in one transaction: the keys of the database, the hash, and the place for its blobs.
 */
async function finish(parts: Parts, { now }: OpenCall, body: Finish['body']) {
  const { store, keys, blobs } = parts
  if (await writesStopped(store))
    throw new Refusal('stopped', 'Nobody can register at present. Nothing was changed; try again later.')
  const canonical = requireEmail(body.email)
  const codeHash = body.code === undefined ? null : hashOfCode(body.challenge, body.code)
  const taken = await takeChallenge(store, body.challenge, codeHash)
  const lookup = lookupOf(keys, canonical)
  if (taken?.purpose !== 'register' || !taken.lookup.equals(lookup)) throw notAccepted()
  const { account, genesisKey, device } = await requireAuthentic(parts, canonical, body)
  try {
    const made = await store.inAccount(account, async (rows) => {
      const memberNumber = await addAccount(rows, {
        genesisKey,
        statement: Buffer.from(body.statement),
        sealedIdentity: Buffer.from(body.sealedIdentity),
        credentials: body.credentials,
        device,
        certificate: Buffer.from(body.certificate),
        lookup,
        sealedEmail: sealEmail(keys, account, canonical),
        language: body.language,
        quotaBytes: parts.quotaBytes,
      })
      const session = await openSession(rows, device, true, now)
      rows.closing.log([
        encodeEntry({
          ...{ owner: account, actor: account, device, at: now, verb: 'change', kind: 'account' },
          ...{ object: new Uint8Array(0), first: 0, last: 0, bytes: 0, result: 'done' },
        }),
      ])
      await blobs.addAccount(account)
      return { ...session, memberNumber }
    })
    return made
  } catch (error) {
    // It is not said what exists already: to a stranger that would tell who is a member.
    if (error instanceof AccountPlaceTaken || isTaken(error)) throw notAccepted()
    throw error
  }
}

async function requireAuthentic(parts: Parts, canonical: string, body: Finish['body']) {
  const { account, key: genesisKey } = await genesisOf(body.statement)
  await followIdentity(account, [body.statement])
  const registration = {
    origin: parts.origin(),
    challenge: body.challenge,
    emailHash: await hashOfEmail(canonical),
    statement: body.statement,
    certificate: body.certificate,
    credentials: body.credentials,
  }
  await requireRegistration(genesisKey, registration, body.signature)
  const { key: device } = readCertificate(body.certificate, account, genesisKey)
  await requireRegistration(device, registration, body.deviceSignature)
  return { account: Buffer.from(account), genesisKey: Buffer.from(genesisKey), device: Buffer.from(device) }
}

export function requireEmail(email: string): string {
  const canonical = canonicalEmail(email)
  if (canonical === null) throw new Refusal('bad-input', 'This is not an e-mail address.')
  return canonical
}

/** Whether the database refused a row because another account has what it names. */
export function isTaken(error: unknown): boolean {
  const code = error instanceof pg.DatabaseError ? error.code : undefined
  // A unique key, and a row that belongs to another account.
  return code === '23505' || code === '42501'
}

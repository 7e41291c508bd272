import { createHmac, randomBytes } from 'node:crypto'
import { readCertificate } from '../../shared/crypto/device-certificate.ts'
import { followIdentity } from '../../shared/crypto/identity.ts'
import { requireLogin } from '../../shared/crypto/login-signature.ts'
import { publicKeyOf } from '../../shared/crypto/signature.ts'
import { NotAuthentic } from '../../shared/crypto/web-crypto.ts'
import { encodeEntry } from '../../shared/space/access-entry.ts'
import type { api } from '../../shared/space/api.ts'
import { hashOfEmail } from '../../shared/space/email-address.ts'
import { Refusal } from '../../shared/space/refusal.ts'
import type { Input } from '../../shared/space/route.ts'
import { notAccepted } from '../http/authorise.ts'
import type { Handlers, OpenCall } from '../http/handlers.ts'
import { lookupOf, openEmail } from '../keys/sealed-email.ts'
import type { Language } from '../mail/letters.ts'
import type { Parts } from '../parts.ts'
import { readAccount, readContact, readCredentials, readIdentities } from '../store/account-rows.ts'
import { addDevice, certifyDevice, readDevice } from '../store/device-rows.ts'
import {
  accountOfEmail,
  forgetFailedLogins,
  issueChallenge,
  loginWait,
  noteFailedLogin,
  takeChallenge,
} from '../store/directory.ts'
import type { AccountStore } from '../store/store.ts'
import { CODE_MINUTES, drawCode, hashOfCode } from './codes.ts'
import { openSession } from './open-session.ts'
import { isTaken, requireEmail } from './registration.ts'

type Start = Input<typeof api.login.start>
type Finish = Input<typeof api.login.finish>

export function loginHandlers(parts: Parts): Pick<Handlers, 'login' | 'devices'> {
  return {
    login: {
      start: (_call, { body }) => start(parts, body),
      finish: (call, { body }) => finish(parts, call, body),
    },
    devices: {
      certify: async ({ access, store, now, afterwards, note }, { body }) => {
        const identity = await followIdentity(access.account, await statementsOf(store))
        const device = readCertificate(body.certificate, access.account, identity.signingKey)
        if (!access.device.equals(device.key))
          throw new Refusal('not-allowed', 'It certifies another computer.')
        await certifyDevice(store, device.key, body.certificate)
        note({ verb: 'change', kind: 'device', object: device.key, first: 0, last: 0, bytes: 0 })
        const letter = await addressOf(parts, store)
        afterwards(() =>
          parts.letters.later(letter.email, letter.language, (texts) =>
            texts.newDevice(device.name, new Date(now)),
          ),
        )
        return { owners: [device.account], answer: {} }
      },
    },
  }
}

/** Where to write to the account's member. */
export async function addressOf(
  { keys }: Parts,
  store: AccountStore,
): Promise<{ email: string; language: Language }> {
  const { sealed_email: sealed, language } = await readContact(store)
  return { email: openEmail(keys, store.account, sealed), language }
}

export async function statementsOf(store: AccountStore): Promise<Buffer[]> {
  return (await readIdentities(store)).map(({ statement }) => statement)
}

/** An unknown address gets what a known one gets, drawn from it by a key of ours, after the same questions. */
async function start({ store, keys, letters }: Parts, { email, with: purpose, language }: Start['body']) {
  const canonical = requireEmail(email)
  const lookup = lookupOf(keys, canonical)
  const decoy = (label: string) => createHmac('sha256', keys.decoy).update(label).update(lookup).digest()
  const known = await accountOfEmail(store, lookup)
  const credentials = await store.inAccount(known ?? decoy('account'), readCredentials)
  const challenge = randomBytes(32)
  const code = drawCode()
  const withCode = purpose === 'recovery' && letters.canSend
  await issueChallenge(store, {
    challenge,
    purpose,
    lookup,
    codeHash: withCode ? hashOfCode(challenge, code) : null,
    minutes: CODE_MINUTES,
  })
  if (withCode && known) letters.later(canonical, language, (texts) => texts.recoveryCode(code, CODE_MINUTES))
  return { challenge, salt: credentials?.salt ?? decoy('salt').subarray(0, 16) }
}

async function finish(parts: Parts, { network, now }: OpenCall, body: Finish['body']) {
  const { store, keys } = parts
  const canonical = requireEmail(body.email)
  const lookup = lookupOf(keys, canonical)
  const wait = await loginWait(store, lookup, network)
  if (wait > 0)
    throw new Refusal('too-many', 'Too many failed attempts from this network. Wait, then try again.', {
      retryAfter: wait,
    })
  const codeHash = body.code === undefined ? null : hashOfCode(body.challenge, body.code)
  const taken = await takeChallenge(store, body.challenge, codeHash)
  const emailHash = await hashOfEmail(canonical)
  const account = (await accountOfEmail(store, lookup)) ?? decoyAccount(parts, lookup)
  try {
    const opened = await store.inAccount(account, async (rows) => {
      const credentials = await readCredentials(rows)
      const proof = taken?.purpose === 'recovery' ? credentials?.recoveryKey : credentials?.signInKey
      const login = {
        origin: parts.origin(),
        challenge: body.challenge,
        emailHash,
        device: body.device,
      }
      requireLogin(proof ?? publicKeyOf(keys.decoy), login, body.signature)
      requireLogin(body.device, login, body.deviceSignature)
      if (!taken || taken.purpose === 'register' || !taken.lookup.equals(lookup)) throw notAccepted()
      return enter(parts, rows, body.device, taken.purpose, now)
    })
    await forgetFailedLogins(store, lookup, network)
    return opened
  } catch (error) {
    if (!isWrongProof(error)) throw error
    await noteFailedLogin(store, lookup, network)
    throw notAccepted()
  }
}

/** Whether it is the fault of whoever signs in. A database that is away says nothing of a password. */
function isWrongProof(error: unknown): boolean {
  if (error instanceof Refusal) return error.code === 'not-accepted'
  // The computer's key may be another account's.
  return error instanceof NotAuthentic || isTaken(error)
}

/** Behind the proof: a frozen account says so, a computer that was shut out stays out. */
async function enter(
  parts: Parts,
  store: AccountStore,
  device: Uint8Array,
  by: 'password' | 'recovery',
  now: number,
) {
  const { frozen_for: frozenFor } = await readAccount(store)
  if (frozenFor)
    throw new Refusal(
      'frozen',
      'This account is frozen until an operator has looked at it. Nothing is lost.',
      {
        incident: frozenFor.toString('hex'),
      },
    )
  const known = await readDevice(store, device)
  if (known?.revoked_at) throw notAccepted()
  if (!known) await addDevice(store, device)
  const session = await openSession(store, device, known?.certificate != null, now)
  store.closing.log([
    encodeEntry({
      ...{ owner: store.account, actor: store.account, device, at: now, verb: 'sign-in', kind: 'session' },
      ...{ object: new Uint8Array(0), first: 0, last: 0, bytes: 0, result: 'done' },
    }),
  ])
  if (by === 'recovery') {
    const letter = await addressOf(parts, store)
    parts.letters.later(letter.email, letter.language, (texts) => texts.recoveryUsed(new Date(now)))
  }
  return session
}

function decoyAccount({ keys }: Parts, lookup: Buffer): Buffer {
  return createHmac('sha256', keys.decoy).update('account').update(lookup).digest()
}

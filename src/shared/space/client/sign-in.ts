import { requireAccountOf } from '../../crypto/account-id.ts'
import { equal } from '../../crypto/bytes.ts'
import { certifyDevice } from '../../crypto/device-certificate.ts'
import { followIdentity, genesisOf, openIdentity } from '../../crypto/identity.ts'
import { signLogin } from '../../crypto/login-signature.ts'
import type { AccessKeys } from '../../crypto/password.ts'
import { keysOfPassword, passwordBytes } from '../../crypto/password.ts'
import { keysOfRecoveryKey } from '../../crypto/recovery-kit.ts'
import { keysOfRoot } from '../../crypto/root-key.ts'
import { unwrapKey } from '../../crypto/root-wraps.ts'
import { publicKeyOf } from '../../crypto/signature.ts'
import { NotAuthentic } from '../../crypto/web-crypto.ts'
import { api } from '../api.ts'
import { hashOfEmail } from '../email-address.ts'
import type { Session } from './connection.ts'
import { ForeignAnswer } from './connection.ts'
import type { Member, Tools } from './member.ts'
import { requireCanonical } from './register.ts'
import { reportForeign } from './report.ts'

export interface SigningIn {
  email: string
  /** The password, or the 32 bytes of the recovery kit. */
  by: { password: string } | { recoveryKey: Uint8Array }
  language: 'en' | 'ja'
  /** Asks for the code that was mailed; called for the recovery kit, and only where the server mails codes. */
  askCode(): Promise<string>
  deviceName: string
  /** Of a computer that signed in before; else one is drawn. */
  deviceSeed?: Uint8Array
}

/**
 * Signs in and unlocks. What the server hands out must open with what the member knows, for the account that its genesis
 * key names; the wraps of another account do not open, and then nothing of it is shown.
 * @throws Refusal, ForeignAnswer
 */
export async function signIn(tools: Tools, of: SigningIn): Promise<Member> {
  const { connection, random, now } = tools
  const emailHash = await hashOfEmail(requireCanonical(of.email))
  const purpose = 'password' in of.by ? 'password' : 'recovery'
  const { mailsCodes } = await connection.ask(api.server.describe, {})
  const { challenge, salt } = await connection.ask(api.login.start, {
    body: { email: of.email, with: purpose, language: of.language },
  })
  const access = await accessKeysOf(tools, of.by, salt)
  const deviceSeed = of.deviceSeed ?? random.bytes(32)
  const device = publicKeyOf(deviceSeed)
  const login = { origin: connection.origin, challenge, emailHash, device }
  const opened = await connection.ask(api.login.finish, {
    body: {
      challenge,
      ...(purpose === 'recovery' && mailsCodes && { code: await of.askCode() }),
      email: of.email,
      device,
      signature: signLogin(access.signIn, login),
      deviceSignature: signLogin(deviceSeed, login),
    },
  })
  const session = { account: opened.account, token: opened.token, deviceSeed }
  const member = await unlock(tools, session, purpose, access)
  if (!opened.certified) {
    const named = { account: session.account, key: device, name: of.deviceName, addedAt: now() }
    const certificate = certifyDevice(member.secrets.signing, named)
    await connection.askAs(session, api.devices.certify, { body: { certificate } })
  }
  return member
}

/** @throws ForeignAnswer when anything of it is not this account's, or does not open */
async function unlock(
  { connection }: Tools,
  session: Session,
  purpose: 'password' | 'recovery',
  access: AccessKeys,
): Promise<Member> {
  const { account } = session
  const given = await connection.askAs(session, api.account.keys, {})
  const { credentials, statements } = given
  try {
    if (!equal(given.account, account)) throw new NotAuthentic()
    const identity = await followIdentity(account, statements)
    await requireAccountOf(account, (await genesisOf(statements[0]!)).key)
    const wrap = purpose === 'password' ? credentials.passwordWrap : credentials.recoveryWrap
    const rootKey = await unwrapKey(purpose, access.wrap, account, credentials.version, wrap)
    const keys = await keysOfRoot(rootKey)
    const secrets = await openIdentity(keys.identity, identity, given.sealedIdentity)
    if (!equal(publicKeyOf(secrets.signing), identity.signingKey)) throw new NotAuthentic()
    return { session, rootKey, keys, identity, secrets, credentialsVersion: credentials.version }
  } catch (error) {
    if (!(error instanceof NotAuthentic)) throw error
    await reportForeign(connection, session, 'foreign-account')
    throw new ForeignAnswer()
  }
}

async function accessKeysOf(tools: Tools, by: SigningIn['by'], salt: Uint8Array): Promise<AccessKeys> {
  if ('recoveryKey' in by) return keysOfRecoveryKey(by.recoveryKey)
  return keysOfPassword(await tools.stretch(passwordBytes(by.password), salt))
}

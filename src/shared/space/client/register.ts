import { accountIdOf } from '../../crypto/account-id.ts'
import type { Credentials } from '../../crypto/credentials.ts'
import { signRegistration } from '../../crypto/credentials.ts'
import { certifyDevice } from '../../crypto/device-certificate.ts'
import { followIdentity, sealIdentity, stateGenesis } from '../../crypto/identity.ts'
import { keysOfPassword, passwordBytes, passwordStretch } from '../../crypto/password.ts'
import { keysOfRecoveryKey } from '../../crypto/recovery-kit.ts'
import { keysOfRoot } from '../../crypto/root-key.ts'
import { wrapKey } from '../../crypto/root-wraps.ts'
import { publicKeyOf } from '../../crypto/signature.ts'
import { equal } from '../../crypto/bytes.ts'
import type { RandomSource } from '../../random.ts'
import { api } from '../api.ts'
import { canonicalEmail, hashOfEmail } from '../email-address.ts'
import { Refusal } from '../refusal.ts'
import { ForeignAnswer } from './connection.ts'
import type { Member, Tools } from './member.ts'

export interface NewMember {
  email: string
  password: string
  language: 'en' | 'ja'
  /** Asks for the code that was mailed; called only where the server mails codes. */
  askCode(): Promise<string>
  deviceName: string
}

export interface Registered {
  member: Member
  memberNumber: number
  /** 32 bytes, to be printed as 24 words; it is kept nowhere else in clear. */
  recoveryKey: Uint8Array
}

/** Makes an account: all keys are drawn here, and the server gets public halves and wraps. @throws Refusal */
export async function register(tools: Tools, of: NewMember): Promise<Registered> {
  const { connection } = tools
  requireCanonical(of.email)
  const { mailsCodes } = await connection.ask(api.server.describe, {})
  const { challenge } = await connection.ask(api.registration.start, {
    body: { email: of.email, language: of.language },
  })
  return finishRegistration(tools, of, challenge, mailsCodes ? await of.askCode() : null)
}

/** The second half, for a challenge that the server has issued. @throws Refusal */
export async function finishRegistration(
  tools: Tools,
  of: Omit<NewMember, 'askCode'>,
  challenge: Uint8Array,
  code: string | null,
): Promise<Registered> {
  const { connection, random, now } = tools
  const emailHash = await hashOfEmail(requireCanonical(of.email))
  const [rootKey, recoveryKey, deviceSeed] = [random.bytes(32), random.bytes(32), random.bytes(32)]
  const secrets = { signing: random.bytes(32), box: random.bytes(32) }
  const account = await accountIdOf(publicKeyOf(secrets.signing))
  const statement = await stateGenesis(secrets)
  const identity = await followIdentity(account, [statement])
  const keys = await keysOfRoot(rootKey)
  const credentials = await makeCredentials(tools, account, 0, of.password, rootKey, recoveryKey)
  const certificate = certifyDevice(secrets.signing, {
    account,
    key: publicKeyOf(deviceSeed),
    name: of.deviceName,
    addedAt: now(),
  })
  const registration = {
    origin: connection.origin,
    challenge,
    emailHash,
    statement,
    certificate,
    credentials,
  }
  const made = await connection.ask(api.registration.finish, {
    body: {
      challenge,
      ...(code !== null && { code }),
      email: of.email,
      language: of.language,
      statement,
      sealedIdentity: await sealIdentity(keys.identity, identity, secrets, random),
      credentials,
      certificate,
      signature: await signRegistration(secrets.signing, registration),
      deviceSignature: await signRegistration(deviceSeed, registration),
    },
  })
  if (!equal(made.account, account)) throw new ForeignAnswer()
  const session = { account, token: made.token, deviceSeed }
  return {
    member: { session, rootKey, keys, identity, secrets, credentialsVersion: 0 },
    memberNumber: made.memberNumber,
    recoveryKey,
  }
}

/** Everything by which a member will sign in, made anew from a password and a kit. */
export async function makeCredentials(
  { stretch, random }: { stretch: Tools['stretch']; random: RandomSource },
  account: Uint8Array,
  version: number,
  password: string,
  rootKey: Uint8Array,
  recoveryKey: Uint8Array,
): Promise<Credentials> {
  const salt = random.bytes(passwordStretch.saltLength)
  const byPassword = await keysOfPassword(await stretch(passwordBytes(password), salt))
  const byKit = await keysOfRecoveryKey(recoveryKey)
  return {
    version,
    salt,
    signInKey: publicKeyOf(byPassword.signIn),
    recoveryKey: publicKeyOf(byKit.signIn),
    passwordWrap: await wrapKey('password', byPassword.wrap, account, version, rootKey, random),
    recoveryWrap: await wrapKey('recovery', byKit.wrap, account, version, rootKey, random),
    kitWrap: await wrapKey('kit', rootKey, account, version, recoveryKey, random),
  }
}

/** @throws Refusal when it is not an e-mail address */
export function requireCanonical(email: string): string {
  const canonical = canonicalEmail(email)
  if (canonical === null) throw new Refusal('bad-input', 'This is not an e-mail address.')
  return canonical
}

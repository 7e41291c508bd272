import { createHash, randomBytes } from 'node:crypto'
import { equal } from '../../shared/crypto/bytes.ts'
import { publicKeyOf } from '../../shared/crypto/signature.ts'
import { api } from '../../shared/space/api.ts'
import { Connection, ForeignAnswer } from '../../shared/space/client/connection.ts'
import type { Member, Tools } from '../../shared/space/client/member.ts'
import { readProfile, writeProfile } from '../../shared/space/client/profile.ts'
import { finishRegistration } from '../../shared/space/client/register.ts'
import { signIn } from '../../shared/space/client/sign-in.ts'
import { sendByFetch } from '../../shared/space/client/send-by-fetch.ts'
import { namedSpace } from '../../shared/space/client/space-log.ts'
import { uploadSmall } from '../../shared/space/client/upload.ts'
import { canonicalEmail } from '../../shared/space/email-address.ts'
import { Refusal } from '../../shared/space/refusal.ts'
import type { Route } from '../../shared/space/route.ts'
import { lookupOf } from '../keys/sealed-email.ts'
import type { ServerKeys } from '../keys/server-keys.ts'
import { issueChallenge } from '../store/directory.ts'
import type { Store } from '../store/store.ts'
import type { Finding } from './finding.ts'
import type { WatchDatabase } from './watch-database.ts'

const HOW_MANY = 4

interface Canary {
  member: Member
  name: string
  space: Uint8Array
  blob: Uint8Array
}

/**
 * Accounts of nobody that keep trying to read each other through the public API, as a stranger would: by its public
 * address, whatever stands in front of the server.
 */
export class Canaries {
  readonly #store: Store
  readonly #database: WatchDatabase
  readonly #keys: ServerKeys
  readonly #tools: Tools
  #canaries: Canary[] = []
  #round = 0

  constructor(store: Store, database: WatchDatabase, keys: ServerKeys, origin: string) {
    this.#store = store
    this.#database = database
    this.#keys = keys
    const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)) }
    // What a canary has is worth nothing: its password need not be stretched for long.
    const stretch: Tools['stretch'] = (password, salt) =>
      Promise.resolve(createHash('sha512').update(password).update(salt).digest())
    this.#tools = { connection: new Connection(origin, sendByFetch, random), random, stretch, now: Date.now }
  }

  /** Every canary against every other; makes them first. @throws when the server does not answer at its public address */
  async tryAll(): Promise<Finding[]> {
    if (this.#canaries.length === 0) await this.#hatch()
    const found: Finding[] = []
    for (const one of this.#canaries) {
      await this.#requireOwn(one)
      const listed = await this.#listed(one.member.session)
      for (const other of this.#canaries)
        if (other !== one && (isOfThem(listed, other) || (await this.#canRead(one, other))))
          found.push({
            kind: 'canary',
            what: 'a canary was given data of another',
            accounts: [one, other].map(({ member }) => Buffer.from(member.session.account)),
          })
    }
    if (await this.#getsInWithoutToken())
      found.push({ kind: 'canary', what: 'a token that nobody was given was accepted', accounts: [] })
    // Where anybody gets in, there is nothing to learn from signing in.
    if (found.length > 0) return found
    // One at a time: signing in is among the dearest things that the server does.
    const next = this.#canaries[this.#round++ % this.#canaries.length]
    if (next && (await this.#getsInWithoutPassword(next))) {
      const account = Buffer.from(next.member.session.account)
      found.push({ kind: 'canary', what: 'a wrong password was accepted', accounts: [account] })
    }
    return found
  }

  /** Takes its canaries out again. */
  async remove(): Promise<void> {
    for (const { member } of this.#canaries) await this.#delete(Buffer.from(member.session.account))
    this.#canaries = []
  }

  async #delete(account: Buffer): Promise<void> {
    await this.#database.rows('SELECT delete_account($1)', [account])
  }

  /**
   * Those of a watch before this one have nobody who knows their keys any more. Those of one that is at work beside this one
   * are in use, which is noted once an hour.
   */
  async #hatch(): Promise<void> {
    const { connection } = this.#tools
    const { key } = await connection.ask(api.server.describe, {})
    const left = await this.#database.rows<{ account_id: Buffer }>(
      `SELECT account_id FROM accounts a WHERE is_canary AND NOT EXISTS (
         SELECT FROM sessions s WHERE s.account_id = a.account_id AND s.last_used_at > now() - interval '2 hours')`,
    )
    for (const { account_id: account } of left) await this.#delete(account)
    const canaries: Canary[] = []
    for (let at = 0; at < HOW_MANY; at++) {
      const name = `canary-${randomBytes(8).toString('hex')}`
      const email = emailOf(name)
      const challenge = randomBytes(32)
      const lookup = lookupOf(this.#keys, canonicalEmail(email) ?? email)
      await issueChallenge(this.#store, {
        challenge,
        purpose: 'register',
        lookup,
        codeHash: null,
        minutes: 1,
      })
      const of = { email, password: name, language: 'en' as const, deviceName: 'Canary' }
      const { member } = await finishRegistration(this.#tools, of, challenge, null)
      await this.#database.rows('SELECT mark_canary($1)', [Buffer.from(member.session.account)])
      await writeProfile(this.#tools, member, { email, name })
      const { object: blob } = await uploadSmall(this.#tools, member.session, key, randomBytes(4096))
      canaries.push({ member, name, space: await namedSpace(member, 'account'), blob })
    }
    this.#canaries = canaries
  }

  /** That it finds nothing of others means something only while it finds its own. */
  async #requireOwn({ member, name, blob }: Canary): Promise<void> {
    const profile = await readProfile(this.#tools, member)
    const bytes = await this.#tools.connection.fetchBlob(member.session, api.blobs.read, blob)
    if (profile?.name !== name || bytes.length !== 4096)
      throw new Error('a canary does not find its own data')
  }

  async #canRead({ member }: Canary, other: Canary): Promise<boolean> {
    const { connection } = this.#tools
    const { session } = member
    const attempts: (() => Promise<unknown>)[] = [
      () => connection.fetchBlob(session, api.blobs.read, other.blob),
      () =>
        connection.askAs(session, api.records.read, {
          params: { space: other.space },
          query: { after: 0, hash: new Uint8Array(32), limit: 10 },
        }),
      // With its own token, in the other's name: what comes is not bound to that account.
      () => connection.askAs({ ...session, account: other.member.session.account }, api.account.describe, {}),
    ]
    const given = await Promise.all(
      attempts.map((attempt) =>
        attempt().then(
          () => true,
          () => false,
        ),
      ),
    )
    return given.includes(true)
  }

  /** Ids of everything that the lists of the API show. */
  async #listed(session: Member['session']): Promise<Uint8Array[]> {
    const { connection } = this.#tools
    const { spaces } = await connection.askAs(session, api.spaces.list, {})
    const { blobs } = await connection.askAs(session, api.blobs.list, { query: { limit: 1000 } })
    const { devices } = await connection.askAs(session, api.sessions.listDevices, {})
    return [
      ...spaces.map(({ space }) => space),
      ...blobs.map(({ blob }) => blob),
      ...devices.map(({ device }) => device),
    ]
  }

  /** Whether a call is answered though its token is made up. */
  async #getsInWithoutToken(): Promise<boolean> {
    const one = this.#canaries[0]
    if (!one) return false
    const session = { ...one.member.session, token: randomBytes(32) }
    const routes: Route[] = [api.account.keys, api.account.describe, api.sessions.list]
    for (const route of routes) {
      const answer = await this.#tools.connection.sendRaw(session, route.method, route.path, {}, null)
      if (answer.status < 400) return true
    }
    return false
  }

  /** The right one comes behind the wrong one: else a canary would have to wait longer and longer between its tries. */
  async #getsInWithoutPassword({ member, name }: Canary): Promise<boolean> {
    const { deviceSeed } = member.session
    const signInBy = (password: string) =>
      signIn(this.#tools, {
        ...{ email: emailOf(name), by: { password }, language: 'en', deviceName: 'Canary', deviceSeed },
        askCode: () => Promise.reject(new Error('no code is asked for with a password')),
      })
    const isOpen = await signInBy(randomBytes(16).toString('hex')).then(
      () => true,
      (error: unknown) => {
        // A session that was opened all the same shows what the wrong password does not open.
        if (error instanceof ForeignAnswer) return true
        if (error instanceof Refusal && error.code === 'not-accepted') return false
        throw error
      },
    )
    if (isOpen) return true
    const { session } = await signInBy(name)
    await this.#tools.connection.askAs(session, api.sessions.signOut, {})
    return false
  }
}

function emailOf(name: string): string {
  return `${name}@canary.example`
}

/** Whether any of these ids is the other's. */
function isOfThem(listed: readonly Uint8Array[], { space, blob, member }: Canary): boolean {
  const theirs = [space, blob, publicKeyOf(member.session.deviceSeed)]
  return listed.some((id) => theirs.some((their) => equal(id, their)))
}

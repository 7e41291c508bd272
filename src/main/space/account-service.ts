import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type {
  Accesses,
  Account,
  Greeted,
  KeptAccount,
  Recovered,
  Recovering,
  Registered,
  Registering,
  SigningIn,
} from '../../shared/account.ts'
import { publicKeyOf } from '../../shared/crypto/signature.ts'
import { fingerprint } from '../../shared/space/fingerprint.ts'
import { bytesOfHex, hexOf } from '../../shared/sync/hex.ts'
import type { SyncStatus } from '../../shared/sync-status.ts'
import { account as textEn } from '../../shared/text/en/account.ts'
import { account as textJa } from '../../shared/text/ja/account.ts'
import { kitPage } from '../../shared/text/kit-page.ts'
import type { Kit } from '../../shared/text/kit-page.ts'
import { endSessionOf, removeDevice } from './account-access.ts'
import type { AccountHost } from './account-host.ts'
import { thisDeviceName, toolsFor } from './account-host.ts'
import { kitOf, readAccountKit } from './account-kit.ts'
import { AccountRefusal } from './account-refusal.ts'
import { accountStatus, listAccountDevices } from './account-status.ts'
import { accessesOf } from './export/walk-accesses.ts'
import { Walk } from './export/walk.ts'
import { keptAccount } from './kept-account.ts'
import { reserveKitFile } from './kit-file.ts'
import { openAccount } from './library-account.ts'
import type { LibraryAccount } from './library-account.ts'
import { greet } from './reach-server.ts'
import { readKit } from './read-kit.ts'
import { registerAccount, requireEmail } from './register-account.ts'
import { serverOrigin } from './server-address.ts'
import { recoverAccount, signInAccount } from './sign-in-account.ts'
import { signOutAccount } from './sign-out-account.ts'
import { AccessSummary } from './summarise-accesses.ts'
import { VaultDamaged } from './vault/vault-refusals.ts'

/** What keeps the library in step: it holds the account open, and is told who signed in. */
export interface AccountUser {
  status(): SyncStatus
  account(): LibraryAccount | null
  now(password?: string): Promise<unknown>
}

const MOST_ROWS = 500
const KIT_FILE = 'image-space-recovery-kit.txt'

/** The account of a library, for whoever asks the engine. Every call may be refused as accountNoticeOf tells. */
export class AccountService {
  readonly #host: AccountHost
  readonly #sync: AccountUser

  constructor(host: AccountHost, sync: AccountUser) {
    this.#host = host
    this.#sync = sync
  }

  /** Null when the library has none, or none that can be read. */
  kept(): KeptAccount | null {
    try {
      const kept = keptAccount(this.#host.library)
      return kept && { server: kept.server, fingerprint: fingerprint(kept.account) }
    } catch (error) {
      if (error instanceof VaultDamaged) return null
      throw error
    }
  }

  /** Makes sure that an image space answers at an address that was typed. */
  async greet(typed: Greeted): Promise<{ server: string; mailsCodes: boolean }> {
    const server = serverOrigin(typed.server)
    requireEmail(typed.email)
    const { mailsCodes } = await greet(toolsFor(this.#host, server).connection)
    return { server, mailsCodes }
  }

  register({ password, code, ...asked }: Registering): Promise<Registered> {
    return orCodeMailed(async () => {
      const made = await registerAccount(this.#host, {
        ...asked,
        deviceName: thisDeviceName(),
        askPassword: async () => password,
        profile: {},
        code: { given: code ?? null, ask: null },
      })
      this.#begin(password)
      const kit = kitOf(made.account, made.memberNumber, made.recoveryKey)
      return { kind: 'registered', kit, profileStored: made.profileProblem === null }
    })
  }

  async signIn({ password, ...asked }: SigningIn): Promise<void> {
    const deviceName = thisDeviceName()
    await signInAccount(this.#host, { ...asked, deviceName, askPassword: async () => password })
    this.#begin(password)
  }

  recover({ kit, newPassword, code, ...asked }: Recovering): Promise<Recovered> {
    const recoveryKey = readKit(kit)
    return orCodeMailed(async () => {
      await recoverAccount(this.#host, {
        ...asked,
        deviceName: thisDeviceName(),
        recoveryKey,
        askNewPassword: async () => newPassword,
        code: { given: code ?? null, ask: null },
      })
      this.#begin(newPassword)
      return { kind: 'recovered' }
    })
  }

  /** @param password where the keys are locked with it and nobody has unlocked them yet */
  async signOut(password: string | null): Promise<{ sessionEnded: boolean }> {
    const ask = () => (password === null ? Promise.reject(locked()) : Promise.resolve(password))
    const signedOut = await signOutAccount(this.#host, ask, this.#sync.account())
    this.#sync.status()
    return signedOut
  }

  async describe(): Promise<Account> {
    const status = await accountStatus(await this.#open())
    const { server, memberNumber, registeredAt, deletesAt, profile, room } = status
    return {
      ...{ server, memberNumber, registeredAt, deletesAt, room },
      fingerprint: fingerprint(hexOf(status.account)),
      email: profile?.email ?? null,
      devices: status.devices.map(({ key, name, addedAt, revokedAt, isThis }) => ({
        ...{ id: hexOf(key), name, addedAt, removedAt: revokedAt, isThis },
      })),
      sessions: status.sessions.map(({ session, device, deviceName, createdAt, lastUsedAt, isThis }) => ({
        ...{ id: hexOf(session), deviceId: hexOf(device), deviceName, createdAt, lastUsedAt, isThis },
      })),
    }
  }

  async kit(): Promise<Kit> {
    return readAccountKit(await this.#open())
  }

  /** Writes the page of the kit into a folder, readable by its owner only. @returns the file */
  async saveKit(folder: string, language: 'en' | 'ja'): Promise<string> {
    const page = kitPage(await this.kit(), { en: textEn, ja: textJa }[language].kit)
    const file = reserveKitFile(join(folder, KIT_FILE))
    file.write(page)
    return file.path
  }

  async endSession(session: string): Promise<void> {
    await endSessionOf(await this.#open(), bytesOfHex(session))
  }

  async removeDevice(device: string): Promise<void> {
    await removeDevice(await this.#open(), bytesOfHex(device))
  }

  /** Reads the access log from its beginning, which proves that nothing is missing in it. */
  async accesses(): Promise<Accesses> {
    const account = await this.#open()
    const { session } = account.member
    const devices = await listAccountDevices(account)
    const summary = new AccessSummary({
      account: hexOf(session.account),
      thisDevice: hexOf(publicKeyOf(session.deviceSeed)),
      devices: new Map(devices.map(({ key, name }) => [hexOf(key), name])),
    })
    const walk = new Walk(account, (milliseconds) => pause(milliseconds))
    for await (const { entry } of accessesOf(walk)) summary.add(entry)
    const { rowsInAll, lines, foreign } = summary
    return { rows: summary.rows(MOST_ROWS), rowsInAll, lines, foreign, checkedAt: this.#host.clock.now() }
  }

  /** As sync has it open; else with the keychain's key. */
  async #open(): Promise<LibraryAccount> {
    return this.#sync.account() ?? openAccount(this.#host, () => Promise.reject(locked()))
  }

  /** Whoever has just given the password is not asked for it again. */
  #begin(password: string): void {
    this.#sync.now(password).catch(() => undefined) // Told by its status.
  }
}

function locked(): AccountRefusal {
  return new AccountRefusal('keys-locked')
}

async function orCodeMailed<T>(run: () => Promise<T>): Promise<T | { kind: 'code-mailed'; minutes: number }> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof AccountRefusal && error.code === 'code-mailed')) throw error
    return { kind: 'code-mailed', minutes: Number(error.params['minutes']) }
  }
}

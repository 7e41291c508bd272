import { equal } from '../../shared/crypto/bytes.ts'
import { publicKeyOf } from '../../shared/crypto/signature.ts'
import { api } from '../../shared/space/api.ts'
import type { KnownDevice } from '../../shared/space/client/devices.ts'
import { listDevices } from '../../shared/space/client/devices.ts'
import type { Profile } from '../../shared/space/client/profile.ts'
import { readProfile } from '../../shared/space/client/profile.ts'
import type { LibraryAccount } from './library-account.ts'

/** Times are milliseconds since 1970, room is bytes. */
export interface AccountStatus {
  server: string
  /** Account id, 32 bytes. */
  account: Uint8Array
  memberNumber: number
  registeredAt: number
  /** When it is deleted; null when it is not. */
  deletesAt: number | null
  /** Null when it could never be stored. */
  profile: Profile | null
  room: { quota: number; used: number; reserved: number }
  sessions: AccountSession[]
  devices: AccountDevice[]
}

export interface AccountSession {
  /** 16 bytes. */
  session: Uint8Array
  /** Key of the computer, 32 bytes. */
  device: Uint8Array
  /** As its user calls it; null for one that was never certified. */
  deviceName: string | null
  createdAt: number
  /** To the hour. */
  lastUsedAt: number
  expiresAt: number
  isThis: boolean
}

export interface AccountDevice extends KnownDevice {
  isThis: boolean
}

/** @throws Refusal, ForeignAnswer */
export async function accountStatus(account: LibraryAccount): Promise<AccountStatus> {
  const { tools, member } = account
  const described = await tools.connection.askAs(member.session, api.account.describe, {})
  const devices = await listAccountDevices(account)
  return {
    server: tools.connection.origin,
    account: member.session.account,
    memberNumber: described.memberNumber,
    registeredAt: described.registeredAt,
    deletesAt: described.deletesAt,
    profile: await readProfile(tools, member),
    room: {
      quota: described.quotaBytes,
      used: described.usedBytes,
      reserved: described.reservedBytes,
    },
    sessions: await listSessions(account, devices),
    devices,
  }
}

/** @throws Refusal, ForeignAnswer */
export async function listAccountDevices({ tools, member }: LibraryAccount): Promise<AccountDevice[]> {
  const own = publicKeyOf(member.session.deviceSeed)
  const known = await listDevices(tools, member)
  return known.map((device) => ({ ...device, isThis: equal(device.key, own) }))
}

/** @throws Refusal, ForeignAnswer */
export async function listSessions(
  { tools, member }: LibraryAccount,
  devices: readonly AccountDevice[],
): Promise<AccountSession[]> {
  const { sessions } = await tools.connection.askAs(member.session, api.sessions.list, {})
  return sessions.map((session) => ({
    ...session,
    deviceName: devices.find(({ key }) => equal(key, session.device))?.name ?? null,
  }))
}

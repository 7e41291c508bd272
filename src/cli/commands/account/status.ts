import { hostname } from 'node:os'
import type { Command } from 'commander'
import { accountStatus } from '../../../main/space/account-status.ts'
import type { AccountDevice, AccountSession, AccountStatus } from '../../../main/space/account-status.ts'
import { accountCommand, withAccount } from '../../account-options.ts'
import type { AccountOptions } from '../../account-options.ts'
import { accountText, format } from '../../account-text.ts'
import { fingerprint } from '../../../shared/space/fingerprint.ts'
import { hexOf } from '../../../shared/sync/hex.ts'
import { columnsOf, padded } from '../../../shared/text/columns.ts'
import { printable, printJson, printLine } from '../../output.ts'

export function addStatus(account: Command): void {
  accountCommand(account, 'status')
    .description('server, room, devices and sessions of the account')
    .action((options: AccountOptions) =>
      withAccount(options, async (opened) => {
        const status = await accountStatus(opened)
        if (options.json) printJson(statusJson(status))
        else for (const line of statusLines(status)) printLine(printable(line))
      }),
    )
}

/** Ids are hex, times ISO 8601, room bytes. */
export function statusJson(status: AccountStatus) {
  const { room, devices, profile } = status
  return {
    accountId: hexOf(status.account),
    memberNumber: status.memberNumber,
    email: profile?.email ?? null,
    name: profile?.name ?? null,
    nickname: profile?.nickname ?? null,
    telephone: profile?.telephone ?? null,
    server: status.server,
    device: devices.find(({ isThis }) => isThis)?.name ?? hostname(),
    registeredAt: timeOf(status.registeredAt),
    deletesAt: timeOf(status.deletesAt),
    room: { quotaBytes: room.quota, usedBytes: room.used, leftBytes: leftOf(status) },
    devices: devices.map(({ key, name, addedAt, revokedAt, isThis }) => ({
      ...{ device: hexOf(key), name, addedAt: timeOf(addedAt), removedAt: timeOf(revokedAt), isThis },
    })),
    sessions: status.sessions.map(sessionJson),
  }
}

export function sessionJson({
  session,
  deviceName,
  createdAt,
  lastUsedAt,
  expiresAt,
  isThis,
}: AccountSession) {
  return {
    session: hexOf(session),
    device: deviceName,
    createdAt: timeOf(createdAt),
    lastUsedAt: timeOf(lastUsedAt),
    expiresAt: timeOf(expiresAt),
    isThis,
  }
}

export function sessionLine({ session, deviceName, lastUsedAt, isThis }: AccountSession): string {
  const { status: text } = accountText
  const id = hexOf(session).slice(0, 8)
  return text.session(id, deviceName ?? text.unnamed, format.moment(lastUsedAt), isThis)
}

function statusLines(status: AccountStatus): string[] {
  const { status: text } = accountText
  const { account, memberNumber, registeredAt, deletesAt, profile, room } = status
  const since = text.member(memberNumber, format.moment(registeredAt))
  const { email, name, nickname, telephone } = profile ?? {}
  const known = [email, name, nickname, telephone].filter((each) => each !== undefined).join(', ')
  const fields: [label: string, lines: string[]][] = [
    [text.server, [status.server]],
    [text.account, [`${fingerprint(hexOf(account))}, ${since}`]],
    [text.profile, [known || text.noProfile]],
    [text.room, [text.roomOf(format, room.used, room.quota, leftOf(status))]],
    [text.deletion, deletesAt === null ? [] : [text.deletesOn(format.moment(deletesAt))]],
    [text.devices, status.devices.map(deviceLine)],
    [text.sessions, status.sessions.map(sessionLine)],
  ]
  const width = Math.max(...fields.map(([label]) => columnsOf(label))) + 2
  // The label stands before the first line only.
  return fields.flatMap(([label, lines]) =>
    lines.map((line, at) => padded(at === 0 ? label : '', width) + line),
  )
}

function deviceLine({ name, addedAt, revokedAt, isThis }: AccountDevice): string {
  const { status: text } = accountText
  const line = text.device(name, format.moment(addedAt), isThis)
  return revokedAt === null ? line : `${line}, ${text.removed(format.moment(revokedAt))}`
}

function leftOf({ room }: AccountStatus): number {
  return Math.max(0, room.quota - room.used - room.reserved)
}

function timeOf(moment: number): string
function timeOf(moment: number | null): string | null
function timeOf(moment: number | null): string | null {
  return moment === null ? null : new Date(moment).toISOString()
}

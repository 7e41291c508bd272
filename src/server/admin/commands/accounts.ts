import type { Command } from 'commander'
import { unitsEn } from '../../../shared/text/units.ts'
import { gigabytesOf } from '../../config/values.ts'
import type { AccountDetail, AccountLine } from '../accounts.ts'
import { listAccounts, readAccount, setQuota } from '../accounts.ts'
import { findAccount } from '../find-account.ts'
import { operatorOf } from '../operator-acts.ts'
import { printJson, printLine, printTable, shortId, timeText } from '../print.ts'
import { withServer } from '../with-server.ts'
import type { ActOptions, ConfigOf, ServerOptions } from './options.ts'
import { wholeNumber, withData, withOperator } from './options.ts'

export function addAccounts(admin: Command, configOf: ConfigOf): void {
  withData(admin.command('accounts'))
    .description('list accounts, oldest first')
    .option('--frozen', 'only frozen ones')
    .option('--limit <n>', 'how many at most', wholeNumber, 50)
    .action(async (options: ServerOptions & { frozen?: true; limit: number }) => {
      const which = { frozen: options.frozen ?? false, limit: options.limit }
      const { accounts, of } = await withServer(configOf(options), ({ watch }) => listAccounts(watch, which))
      if (options.json) return accounts.forEach(printJson)
      printTable(['account', 'member', 'registered', 'room', 'frozen', 'deleted on'], accounts.map(cellsOf))
      if (of === 0) printLine('None.')
      if (accounts.length < of) printLine(`${accounts.length} of ${of}; --limit shows more.`)
    })

  withData(admin.command('account'))
    .argument('<id>', 'account id, or its first eight or more digits')
    .description('show what is known of an account: how much it keeps, never what')
    .action(async (id: string, options: ServerOptions) => {
      const account = await withServer(configOf(options), async ({ watch }) =>
        readAccount(watch, await findAccount(watch, id)),
      )
      if (options.json) printJson(account)
      else printAccount(account)
    })

  withOperator(admin.command('quota'))
    .argument('<id>', 'account id, or its first eight or more digits')
    .argument('<gb>', 'gigabytes that the account may keep')
    .description('set how much an account may keep')
    .action(async (id: string, gigabytes: string, options: ActOptions) => {
      const [operator, bytes] = [operatorOf(options), gigabytesOf(gigabytes)]
      if (bytes === null)
        throw new Error(`${gigabytes} is no size. Nothing was changed: give gigabytes, such as 50 or 0.5.`)
      const { account, before, used } = await withServer(configOf(options), async ({ watch, database }) => {
        const found = await findAccount(watch, id)
        return { account: found, ...(await setQuota(database.owner, operator, found, bytes)) }
      })
      if (options.json)
        return printJson({ account, quotaBytes: bytes, quotaBytesBefore: before, usedBytes: used })
      const size = unitsEn.bytes
      printLine(
        `${shortId(account)} may keep ${size(bytes)} now; it was ${size(before)}, and ${size(used)} are used.`,
      )
      if (used > bytes) printLine('What it keeps above that stays; it can upload again once there is room.')
    })
}

function cellsOf(line: AccountLine): string[] {
  return [
    shortId(line.account),
    memberText(line),
    timeText(line.registeredAt),
    roomText(line),
    timeText(line.frozenAt),
    timeText(line.deletesAt),
  ]
}

function roomText({ usedBytes, quotaBytes }: AccountLine): string {
  return `${unitsEn.bytes(usedBytes)} of ${unitsEn.bytes(quotaBytes)}`
}

function memberText({ memberNumber, isCanary }: AccountLine): string {
  return isCanary ? 'canary' : String(memberNumber)
}

function printAccount(account: AccountDetail): void {
  const { count, bytes } = unitsEn
  const lines: [string, string][] = [
    ['account', account.account.toString('hex')],
    ['member', memberText(account)],
    ['registered', timeText(account.registeredAt)],
    ['room', `${roomText(account)}, ${bytes(account.reservedBytes)} more promised to uploads`],
    [
      'frozen',
      account.frozenFor
        ? `${timeText(account.frozenAt)}, incident ${account.frozenFor.toString('hex')}`
        : timeText(account.frozenAt),
    ],
    ['deleted on', timeText(account.deletesAt)],
    ['spaces', count(account.spaces)],
    ['records', count(account.records)],
    ['blobs', count(account.blobs)],
    ['computers', `${count(account.devices)}; live sessions: ${count(account.sessions)}`],
    ['access log', `lines: ${count(account.accesses)}, the last ${timeText(account.lastAccessAt)}`],
    ['incidents', account.incidents.map((id) => id.toString('hex')).join(', ') || '-'],
    ...account.acts.map(({ at, operator, act }): [string, string] => [
      'operator',
      `${timeText(at)} ${operator} ${act}`,
    ]),
  ]
  for (const [name, text] of lines) printLine(`${name.padEnd(10)}  ${text}`)
}

import type { Command } from 'commander'
import { unitsEn } from '../../../shared/text/units.ts'
import { Letters } from '../../mail/letters.ts'
import { findAccount } from '../find-account.ts'
import { freeze } from '../freeze.ts'
import type { IncidentAccount, IncidentLine } from '../incidents.ts'
import { accountsOfIncident, listIncidents, writesStoppedAt } from '../incidents.ts'
import { operatorOf } from '../operator-acts.ts'
import { printJson, printLine, printNote, printTable, timeText } from '../print.ts'
import { publicOrigin } from '../public-origin.ts'
import { tellUnfrozen } from '../tell-unfrozen.ts'
import { unfreeze } from '../unfreeze.ts'
import { withServer } from '../with-server.ts'
import { setWrites } from '../writes.ts'
import type { ActOptions, ConfigOf, ServerOptions } from './options.ts'
import { withData, withOperator } from './options.ts'

type Because = ActOptions & { because: string }

export function addIncidents(admin: Command, configOf: ConfigOf): void {
  withData(admin.command('incidents'))
    .argument('[incident]', 'one of them, with its accounts and who was told')
    .description('list incidents, latest first')
    .action(async (id: string | undefined, options: ServerOptions) => {
      await withServer(configOf(options), async ({ watch }) => {
        const incidents = await listIncidents(watch, id === undefined ? undefined : incidentOf(id))
        const [one] = incidents
        if (id === undefined) {
          if (options.json) incidents.forEach(printJson)
          else printIncidents(incidents, await writesStoppedAt(watch))
        } else if (one === undefined)
          throw new Error(`There is no incident ${id}; without it, all are listed.`)
        else {
          const accounts = await accountsOfIncident(watch, one.incident)
          if (options.json) printJson({ ...one, accounts })
          else printIncident(one, accounts)
        }
      })
    })

  withOperator(admin.command('freeze'))
    .argument('<id...>', 'account ids, or their first eight or more digits')
    .requiredOption('--because <text>', 'why, for the records; without names and addresses')
    .description('freeze accounts with an incident; their members are written to by the watch')
    .action(async (ids: string[], options: Because) => {
      const operator = operatorOf(options)
      const { accounts, incident, frozen } = await withServer(
        configOf(options),
        async ({ watch, database }) => {
          const found: Buffer[] = []
          for (const id of ids) found.push(await findAccount(watch, id))
          return { accounts: found, ...(await freeze(database.owner, operator, found, options.because)) }
        },
      )
      if (options.json) return printJson({ incident, accounts, frozen })
      const before = accounts.length - frozen
      printLine(
        `Incident ${incident.toString('hex')}: ${unitsEn.count(frozen)} frozen, their sessions ended.`,
      )
      if (before > 0) printLine(`${unitsEn.count(before)} were frozen before.`)
    })

  withOperator(admin.command('unfreeze'))
    .argument('<incident>', 'the incident that the accounts are frozen for')
    .requiredOption('--because <text>', 'why, for the records; without names and addresses')
    .description('close an incident and open its accounts again, once nothing about them is broken any more')
    .action(async (id: string, options: Because) => {
      const [operator, incident, config] = [operatorOf(options), incidentOf(id), configOf(options)]
      await withServer(config, async ({ watch, database, keys, mailer }) => {
        const done = await unfreeze(database, operator, incident, options.because)
        const letters = new Letters(
          mailer,
          () => publicOrigin(config),
          () => undefined,
        )
        const of = { incident, accounts: done.accounts, at: new Date() }
        const untold = await tellUnfrozen(watch, keys, letters, of)
        if (options.json) printJson({ incident, ...done, untold })
        else {
          printLine(
            `${unitsEn.count(done.accounts.length)} accounts are open again; their sessions stay ended.`,
          )
          if (done.stillFrozen > 0)
            printLine(
              `${unitsEn.count(done.stillFrozen)} stay frozen, since another open incident names them.`,
            )
          for (const { account, reason } of untold)
            printLine(`The member of ${account.toString('hex')} was not told: ${reason}. Tell them yourself.`)
          if (done.writesStopped)
            printLine('Writes are still stopped for all: “server admin writes allow” allows them.')
        }
        if (untold.length > 0) process.exitCode = 1
      })
    })

  withOperator(admin.command('writes'))
    .argument('<to>', 'stop or allow')
    .requiredOption('--because <text>', 'why, for the records; without names and addresses')
    .description('stop writes and registrations for all, or allow them again')
    .action(async (to: string, options: Because) => {
      if (to !== 'stop' && to !== 'allow')
        throw new Error(`“writes ${to}” is not known. Nothing was changed: say writes stop, or writes allow.`)
      const operator = operatorOf(options)
      const changed = await withServer(configOf(options), ({ database }) =>
        setWrites(database.owner, operator, to, options.because),
      )
      if (options.json) return printJson({ writes: to === 'stop' ? 'stopped' : 'open', changed })
      const state =
        to === 'stop' ? 'Nobody can write or register now' : 'Everybody can write and register again'
      printLine(changed ? `${state}.` : 'That was so already. Nothing was changed.')
    })
}

function incidentOf(id: string): Buffer {
  if (!/^[0-9a-f]{16}$/i.test(id))
    throw new Error(
      `${id} is no incident: it has 16 hex digits. Nothing was done; “server admin incidents” lists all.`,
    )
  return Buffer.from(id, 'hex')
}

function printIncidents(incidents: readonly IncidentLine[], stoppedAt: Date | null): void {
  printTable(
    ['incident', 'opened', 'closed', 'accounts', 'told', 'kind', 'finding'],
    incidents.map((line) => [
      line.incident.toString('hex'),
      timeText(line.openedAt),
      timeText(line.closedAt),
      unitsEn.count(line.accounts),
      `${line.told} of ${line.told + line.untold}`,
      line.kind,
      line.finding,
    ]),
  )
  if (incidents.length === 0) printLine('None.')
  if (stoppedAt) printNote(`Writes are stopped for all since ${timeText(stoppedAt)}.`)
}

function printIncident(line: IncidentLine, accounts: readonly IncidentAccount[]): void {
  printLine(`Incident ${line.incident.toString('hex')}, ${line.kind}: ${line.finding}`)
  const closed = line.closedAt ? `closed ${timeText(line.closedAt)}: ${line.closedBecause ?? ''}` : 'open'
  printLine(`Opened ${timeText(line.openedAt)}, ${closed}`)
  printTable(
    ['account', 'now', 'member told'],
    accounts.map((one) => [one.account.toString('hex'), one.isFrozen ? 'frozen' : 'open', toldText(one)]),
  )
}

function toldText({ toldAt, tries, isCanary }: IncidentAccount): string {
  if (isCanary) return 'a canary has no member'
  if (toldAt) return timeText(toldAt)
  return tries === 0 ? 'not yet' : `could not be told, ${tries} tries`
}

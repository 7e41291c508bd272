import type { Command } from 'commander'
import { endSessionOf } from '../../../main/space/account-access.ts'
import { listAccountDevices, listSessions } from '../../../main/space/account-status.ts'
import type { AccountSession } from '../../../main/space/account-status.ts'
import { accountCommand, withAccount } from '../../account-options.ts'
import type { AccountOptions } from '../../account-options.ts'
import { accountText } from '../../account-text.ts'
import { printable, printJson, printLine } from '../../output.ts'
import { UsageError } from '../../refusal.ts'
import { sessionJson, sessionLine } from './status.ts'

export function addSessions(account: Command): void {
  accountCommand(account, 'sessions')
    .description('list the sessions of the account, or end one')
    .option('--end <id>', 'end the session with this id, or the beginning of one')
    .action((options: AccountOptions & { end?: string }) =>
      withAccount(options, async (opened) => {
        const sessions = await listSessions(opened, await listAccountDevices(opened))
        if (options.end === undefined) return printSessions(sessions, options)
        const found = findSession(sessions, options.end)
        await endSessionOf(opened, found.session)
        const { said, status } = accountText
        if (options.json) printJson({ ended: sessionJson(found).session })
        else printLine(printable(said.sessionEnded(found.deviceName ?? status.unnamed)))
      }),
    )
}

function printSessions(sessions: readonly AccountSession[], { json }: AccountOptions): void {
  for (const session of sessions) {
    if (json) printJson(sessionJson(session))
    else printLine(printable(sessionLine(session)))
  }
}

function findSession(sessions: readonly AccountSession[], given: string): AccountSession {
  const beginning = given.toLowerCase()
  const found = sessions.filter((session) => sessionJson(session).session.startsWith(beginning))
  const [one] = found
  if (!one || beginning === '')
    throw new UsageError(`There is no session ${printable(given)}. Nothing was changed.`)
  if (found.length > 1)
    throw new UsageError(`${given} is the beginning of ${found.length} sessions. Give more of it.`)
  if (one.isThis)
    throw new UsageError(
      'This is the session of this library. Nothing was changed. End it with: account logout',
    )
  return one
}

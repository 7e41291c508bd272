import type { Command } from 'commander'
import { addAccounts } from './commands/accounts.ts'
import { addBackups } from './commands/backups.ts'
import { addChecks } from './commands/checks.ts'
import { addExposure } from './commands/exposure.ts'
import { addIncidents } from './commands/incidents.ts'
import type { ConfigOf } from './commands/options.ts'
import { addSchema } from './commands/schema.ts'

/** What an operator does by hand. All of it works beside a running server; what changes something is written down. */
export function addAdmin(program: Command, configOf: ConfigOf): void {
  const admin = program.command('admin').description('look after a server, whether it runs or not')
  for (const add of [addAccounts, addIncidents, addExposure, addChecks, addBackups, addSchema])
    add(admin, configOf)
}

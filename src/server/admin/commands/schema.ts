import type { Command } from 'commander'
import { unitsEn } from '../../../shared/text/units.ts'
import type { Rehearsed } from '../backup/rehearse.ts'
import { rehearse } from '../backup/rehearse.ts'
import { withScratch } from '../backup/scratch.ts'
import { stepsAfter } from '../../database/migrate.ts'
import { migrations } from '../../database/migrations/index.ts'
import { timed } from '../check-everything.ts'
import { makeDatabaseRoles } from '../database-roles.ts'
import { printJson, printLine, printNote } from '../print.ts'
import { withResources } from '../with-server.ts'
import type { ConfigOf, ServerOptions } from './options.ts'
import { withData } from './options.ts'

export function addSchema(admin: Command, configOf: ConfigOf): void {
  withData(admin.command('upgrade'))
    .requiredOption('--rehearse', 'on a copy; server start does it on the database itself')
    .description(
      'take the pending steps of the schema on a copy of all rows; exits 1 when one would change what it must not',
    )
    .action(async (options: ServerOptions) => {
      const config = configOf(options)
      const { result: done, seconds } = await withResources(config, ({ database }, schema) =>
        timed(async (): Promise<Rehearsed> => {
          if (stepsAfter(schema, migrations).length === 0)
            return { from: schema, to: schema, rows: 0, differences: [], refusal: null }
          return withScratch(config.dataFolder, (scratch) => rehearse(database.owner, schema, scratch))
        }),
      )
      const wrong = done.differences.filter(({ isMeant }) => !isMeant)
      if (done.refusal !== null || wrong.length > 0) process.exitCode = 1
      if (options.json) return printJson({ ...done, seconds })
      if (done.from === done.to) return printLine(`Schema ${done.to} is the latest: no step is pending.`)
      for (const { where, what, isMeant } of done.differences)
        printLine(`${isMeant ? 'As it is meant' : 'WRONG'}: ${where} ${what}.`)
      if (done.refusal !== null) printLine(done.refusal)
      else
        printLine(
          `Schema ${done.from} to ${done.to}, tried on a copy of ${unitsEn.count(done.rows)} rows in ${seconds} s.`,
        )
      if (process.exitCode === 1) printLine('Do not upgrade. The database itself was only read.')
      else printLine('Everything else is as it was before. The database itself was only read.')
    })

  admin
    .command('database-roles')
    .requiredOption(
      '--superuser-url <url>',
      'postgresql://ROLE@HOST/DATABASE; the password in it or in PGPASSWORD',
    )
    .option('--json', 'print JSON')
    .description('make the three roles of a server in a database of your own, and print their addresses')
    .action(async (options: { superuserUrl: string; json?: true }) => {
      const { urls, wereThere } = await makeDatabaseRoles(options.superuserUrl)
      const variables = {
        DATABASE_URL: urls.app,
        DATABASE_OWNER_URL: urls.owner,
        DATABASE_WATCH_URL: urls.watch,
      }
      if (options.json) printJson(variables)
      else for (const [name, url] of Object.entries(variables)) printLine(`${name}=${url}`)
      if (wereThere)
        printNote(
          'The roles were there before and have new passwords now: servers with the old ones cannot connect any more.',
        )
    })
}

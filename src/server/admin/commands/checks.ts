import type { Command } from 'commander'
import { unitsEn } from '../../../shared/text/units.ts'
import { Store } from '../../store/store.ts'
import { Canaries } from '../../watch/canaries.ts'
import { invariants } from '../../watch/invariants.ts'
import type { Checked } from '../check-everything.ts'
import { checkEverything, timed } from '../check-everything.ts'
import { printJson, printLine } from '../print.ts'
import { publicOrigin } from '../public-origin.ts'
import { withServer } from '../with-server.ts'
import type { ConfigOf, ServerOptions } from './options.ts'
import { withData } from './options.ts'

export function addChecks(admin: Command, configOf: ConfigOf): void {
  withData(admin.command('invariants'))
    .option('--all', 'name the rules that hold, too')
    .description('check everything now that the watch checks; exits 1 when anything is broken')
    .action(async (options: ServerOptions & { all?: true }) => {
      const checked = await withServer(configOf(options), ({ database, blobs }) =>
        checkEverything(database, blobs),
      )
      if (checked.found.length + checked.noticed.length > 0) process.exitCode = 1
      const holds = options.all ? { holds: rulesThatHold(checked) } : {}
      if (options.json) printJson({ ...checked, ...holds })
      else printChecked(checked, holds.holds ?? [])
    })

  withData(admin.command('canaries'))
    .description(
      'let accounts of nobody try once to read each other, at the public address; exits 1 when one could',
    )
    .action(async (options: ServerOptions) => {
      const config = configOf(options)
      const origin = publicOrigin(config)
      const { result: found, seconds } = await withServer(config, async ({ database, watch, keys }) => {
        const store = new Store(database.app, 2)
        const canaries = new Canaries(store, watch, keys, origin)
        try {
          return await timed(() => canaries.tryAll())
        } catch (error) {
          const reason = error instanceof Error ? error.message : 'unknown'
          throw new Error(
            `The canaries could not try at ${origin}: ${reason}. Nothing is known of whether accounts are apart. ` +
              'Check that the server runs there and takes writes, and PUBLIC_URL.',
            { cause: error },
          )
        } finally {
          await canaries.remove()
          await store.close()
        }
      })
      if (found.length > 0) process.exitCode = 1
      if (options.json) return printJson({ origin, found, seconds })
      for (const { what, accounts } of found) printFinding('Found', what, accounts)
      if (found.length === 0)
        printLine(`No canary could read another at ${origin}; looked for ${unitsEn.duration(seconds)}.`)
    })
}

function rulesThatHold({ found, noticed }: Checked): string[] {
  const broken = new Set([...found, ...noticed].map(({ what }) => what))
  return invariants.map(({ name }) => name).filter((name) => !broken.has(name))
}

export function printChecked({ found, noticed, seconds }: Checked, holds: readonly string[]): void {
  for (const name of holds) printLine(`Holds: ${name}.`)
  for (const { what, accounts } of found) printFinding('Broken', what, accounts)
  for (const { what, accounts } of noticed) printFinding('Noticed', what, accounts)
  if (found.length + noticed.length === 0) printLine('Nothing is broken.')
  const { rows, storage, blobs } = seconds
  printLine(`Rows ${rows} s, storage of each account ${storage} s, blobs ${blobs} s.`)
}

function printFinding(verdict: string, what: string, accounts: readonly Buffer[]): void {
  printLine(
    `${verdict}: ${what}. Accounts: ${accounts.map((account) => account.toString('hex')).join(', ') || 'none'}`,
  )
}

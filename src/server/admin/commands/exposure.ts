import type { Command } from 'commander'
import { z } from 'zod'
import { unitsEn } from '../../../shared/text/units.ts'
import { NotAuthentic } from '../../../shared/crypto/web-crypto.ts'
import type { Exposed } from '../../trust/exposure.ts'
import { exposure } from '../../trust/exposure.ts'
import type { WatchDatabase } from '../../watch/watch-database.ts'
import { findAccount, findActor } from '../find-account.ts'
import { printJson, printLine, printTable, shortId } from '../print.ts'
import { withServer } from '../with-server.ts'
import type { ConfigOf, ServerOptions } from './options.ts'
import { withData } from './options.ts'

const dateSchema = z.iso.date()
const momentSchema = z.iso.datetime({ offset: true, local: true })

export function addExposure(admin: Command, configOf: ConfigOf): void {
  withData(admin.command('exposure'))
    .argument('<a>', 'account whose objects they are: its id, or the first eight or more digits')
    .argument('<b>', 'account that they were served to; one that is no more by its whole id')
    .argument('<from>', 'ISO 8601, in UTC where it names no zone: 2026-08-05, 2026-08-05T09:14Z')
    .argument('<to>', 'likewise; a day is meant whole')
    .option('--both', 'also what of B was served to A')
    .description('list exactly which objects of A were served to B; exits 1 when there are any')
    .action(
      async (a: string, b: string, from: string, to: string, options: ServerOptions & { both?: true }) => {
        const [first, last] = [momentOf(from, 'first'), momentOf(to, 'last')]
        if (last < first)
          throw new Error(`${to} is before ${from}. Nothing was looked up; give the earlier one first.`)
        const found = await withServer(configOf(options), async ({ watch }) => {
          const owner = await findAccount(watch, a)
          const actor = await findActor(watch, b)
          const there = await served(watch, owner, actor, first, last)
          return options.both ? [...there, ...(await served(watch, actor, owner, first, last))] : there
        })
        if (found.length > 0) process.exitCode = 1
        if (options.json) found.forEach((entry) => printJson({ ...entry, at: new Date(entry.at) }))
        else print(found)
      },
    )
}

async function served(
  watch: WatchDatabase,
  owner: Buffer,
  actor: Buffer,
  from: Date,
  to: Date,
): Promise<Exposed[]> {
  try {
    return await exposure(watch, owner, actor, from, to)
  } catch (error) {
    if (!(error instanceof NotAuthentic)) throw error
    throw new Error(
      `The access log of ${owner.toString('hex')} has an entry that cannot be read, so no answer would be whole. ` +
        'Nothing was changed; “server admin invariants” says what else is broken.',
      { cause: error },
    )
  }
}

/** Of a day, its first or its last millisecond. */
function momentOf(text: string, which: 'first' | 'last'): Date {
  if (dateSchema.safeParse(text).success)
    return new Date(which === 'first' ? `${text}T00:00Z` : `${text}T23:59:59.999Z`)
  if (!momentSchema.safeParse(text).success)
    throw new Error(`${text} is no time. Nothing was looked up: write 2026-08-05, or 2026-08-05T09:14Z.`)
  return new Date(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`)
}

function print(served: readonly Exposed[]): void {
  if (served.length === 0) return printLine('Nothing was served.')
  printTable(
    ['at', 'of', 'to', 'computer', 'verb', 'kind', 'object', 'which', 'bytes'],
    served.map((entry) => [
      new Date(entry.at).toISOString(),
      shortId(entry.owner),
      shortId(entry.actor),
      shortId(entry.device),
      entry.verb,
      entry.kind,
      Buffer.from(entry.object).toString('hex') || '-',
      whichText(entry),
      unitsEn.count(entry.bytes),
    ]),
  )
  const bytes = served.reduce((sum, entry) => sum + entry.bytes, 0)
  printLine(`${unitsEn.count(served.length)} lines, ${unitsEn.count(bytes)} sealed bytes.`)
}

function whichText({ kind, verb, first, last }: Exposed): string {
  if (kind === 'record') return `records ${first} to ${last}`
  if (kind === 'blob' && verb === 'read') return `bytes ${first} to ${last}`
  return kind === 'space' ? `key of epoch ${first}` : '-'
}

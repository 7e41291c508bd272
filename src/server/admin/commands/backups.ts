import { resolve } from 'node:path'
import type { Command } from 'commander'
import { unitsEn } from '../../../shared/text/units.ts'
import { openFolderBlobs } from '../../blobs/folder-blobs.ts'
import { makeBackup } from '../backup/make-backup.ts'
import type { Manifest } from '../backup/manifest.ts'
import { fingerprintOf } from '../backup/manifest.ts'
import { openBackup, restoreBackup } from '../backup/restore-backup.ts'
import { withScratch } from '../backup/scratch.ts'
import { checkEverything, timed } from '../check-everything.ts'
import { operatorOf } from '../operator-acts.ts'
import { printJson, printLine, printNote } from '../print.ts'
import { withResources } from '../with-server.ts'
import { printChecked } from './checks.ts'
import type { ActOptions, ConfigOf, ServerOptions } from './options.ts'
import { withData, withOperator } from './options.ts'

export function addBackups(admin: Command, configOf: ConfigOf): void {
  withData(admin.command('backup'))
    .argument('<folder>', 'where to; a backup that is there is replaced once the new one is whole')
    .description('write one state of all rows and blobs into a folder, beside the running server')
    .action(async (folder: string, options: ServerOptions) => {
      const config = configOf(options)
      const { result, seconds } = await withResources(config, (resources, schema) =>
        timed(() => makeBackup(resources, schema, resolve(folder))),
      )
      const { manifest, copied } = result
      if (options.json) printJson({ ...summaryOf(manifest), copied, keysFile: config.keysFile, seconds })
      else
        printLine(
          `Backed up: ${sentenceOf(manifest)}; ${unitsEn.count(copied)} were copied now. It took ${seconds} s.`,
        )
      printNote(
        `NOT IN IT: the server's keys, ${config.keysFile}. Without them nobody can sign in, and nobody can be written to. ` +
          'Keep a copy of them in another place than the backup.',
      )
      if (manifest.broken.length > 0) {
        printNote(`The server itself is not in order: “${manifest.broken.join('”, “')}” is broken.`)
        process.exitCode = 1
      }
    })

  withOperator(admin.command('restore'))
    .argument('<folder>', 'a backup')
    .description('put a backup into an empty database and blob store, and check all of it before it counts')
    .action(async (folder: string, options: ActOptions) => {
      const [operator, config] = [operatorOf(options), configOf(options)]
      const manifest = await openBackup(resolve(folder))
      const { seconds } = await withResources(config, ({ database, blobs, keys }) => {
        if (fingerprintOf(keys) !== manifest.keys)
          throw new Error(
            `${config.keysFile} has other keys than the server that was backed up. Nothing was restored: with these ` +
              'nobody could sign in. Put that server’s keys in their place, from where you keep them, then restore again.',
          )
        return timed(() => restoreBackup(resolve(folder), manifest, { database, blobs }, operator))
      })
      if (options.json) return printJson({ ...summaryOf(manifest), seconds })
      printLine(`Restored and checked: ${sentenceOf(manifest)}. It took ${seconds} s.`)
      printLine(
        'Passwords, sessions and deletions are as they were then: what was changed, ended or deleted since is not.',
      )
    })

  withData(admin.command('restore-drill'))
    .argument('<folder>', 'a backup')
    .description('restore a backup into a scratch database and folder, check all of it, and remove it again')
    .action(async (folder: string, options: ServerOptions) => {
      const { dataFolder } = configOf(options)
      const manifest = await openBackup(resolve(folder))
      const { restored, checked } = await withScratch(dataFolder, async (scratch) => {
        const target = { database: scratch.database, blobs: await openFolderBlobs(scratch.folder) }
        return {
          restored: await timed(() => restoreBackup(resolve(folder), manifest, target, 'restore-drill')),
          checked: await checkEverything(target.database, target.blobs),
        }
      })
      const seconds = { restore: restored.seconds, ...checked.seconds }
      const isNew = ({ what }: { what: string }) => !manifest.broken.includes(what)
      const [found, noticed] = [checked.found.filter(isNew), checked.noticed.filter(isNew)]
      if (found.length + noticed.length > 0) process.exitCode = 1
      if (options.json) return printJson({ ...summaryOf(manifest), found, noticed, seconds })
      printLine(
        `Can be restored: ${sentenceOf(manifest)}. It took ${restored.seconds} s, and is removed again.`,
      )
      printChecked({ ...checked, found, noticed }, [])
    })
}

function summaryOf({ at, schema, tables, blobs, broken }: Manifest) {
  return {
    at,
    schema,
    tables: tables.length,
    rows: rowsOf(tables),
    blobs: blobs.count,
    bytes: blobs.bytes,
    broken,
  }
}

function sentenceOf({ at, tables, blobs }: Manifest): string {
  const { count, bytes } = unitsEn
  return (
    `the state of ${at.slice(0, 19)}Z with ${count(rowsOf(tables))} rows in ${count(tables.length)} tables ` +
    `and ${count(blobs.count)} blobs of ${bytes(blobs.bytes)}`
  )
}

function rowsOf(tables: Manifest['tables']): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0)
}

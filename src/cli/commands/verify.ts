import type { Command } from 'commander'
import { resolve } from 'node:path'
import { unitsEn, unitsJa } from '../../shared/text/units.ts'
import { language } from '../language.ts'
import { withJson } from '../options.ts'
import { printable, printJson, printLine, progressLine } from '../output.ts'

const units = language === 'ja' ? unitsJa : unitsEn

export function addVerify(program: Command): void {
  withJson(program.command('verify'))
    .description('check a folder against its manifests; needs no library')
    .argument('<dir>')
    .action(async (dir: string, options: { json?: true }) => {
      const { verifyFolder } = await import('../../main/ingest/verify-folder.ts')
      const found = await verifyFolder(resolve(dir), ({ bytesDone, bytesTotal }) =>
        progressLine.show(units.bytesOf(bytesDone, bytesTotal)),
      )
      progressLine.clear()
      if (options.json) printJson(found)
      else {
        for (const kind of ['changed', 'missing', 'unlisted'] as const) {
          for (const path of found[kind]) printLine(printable(`${kind}: ${path}`))
        }
        printLine(`${units.count(found.ok)} of ${units.count(found.files)} files are as they were.`)
      }
      // A file that no manifest lists is no damage.
      process.exitCode = found.changed.length + found.missing.length > 0 ? 1 : 0
    })
}

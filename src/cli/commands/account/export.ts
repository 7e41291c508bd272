import { setTimeout as pause } from 'node:timers/promises'
import type { Command } from 'commander'
import { exportAccount } from '../../../main/space/export/export-account.ts'
import type { ExportedAccount } from '../../../main/space/export/export-account.ts'
import type { Inventory } from '../../../main/space/export/inventory.ts'
import { unitsEn, unitsJa } from '../../../shared/text/units.ts'
import { accountCommand, withAccount } from '../../account-options.ts'
import type { AccountOptions } from '../../account-options.ts'
import { accountText, format } from '../../account-text.ts'
import { language } from '../../language.ts'
import { printable, printJson, printLine, progressLine } from '../../output.ts'

const SHOWN_EVERY_MS = 100

export function addExport(account: Command): void {
  accountCommand(account, 'export')
    .description('copy everything that the server keeps of the account into a folder, sealed as it is')
    .argument('<folder>', 'an empty folder, or one of an earlier export')
    .action((folder: string, options: AccountOptions) =>
      withAccount(options, async (opened) => {
        const exported = await exportAccount(opened, folder, {
          onProgress: progressShown(),
          pause: (milliseconds) => pause(milliseconds),
        }).finally(() => progressLine.clear())
        const { isWhole } = exported
        if (options.json) printJson(exportJson(exported))
        else printLine(printable(exportSentence(exported)))
        process.exitCode = isWhole ? 0 : 1
      }),
    )
}

function exportJson({ folder, exported, there, fetched, isWhole }: ExportedAccount) {
  return { folder, ...exported, fetchedBlobs: fetched, onServer: there, complete: isWhole }
}

function exportSentence({ folder, exported, there, isWhole }: ExportedAccount): string {
  const { export: text } = accountText
  if (isWhole) return text.done(folder, text.counted(format, exported))
  const differing = (Object.keys(there) as (keyof Inventory)[]).filter(
    (what) => exported[what] !== there[what],
  )
  return text.differs(
    folder,
    differing.map((what) => text.difference(format, what, exported[what], there[what])).join(', '),
  )
}

/** `1.2 of 3.4 GB  12 / 340` */
function progressShown() {
  const units = language === 'ja' ? unitsJa : unitsEn
  let shownAt = 0
  return (done: Inventory, total: Inventory) => {
    if (Date.now() - shownAt < SHOWN_EVERY_MS) return
    shownAt = Date.now()
    const count = `${units.count(done.blobs)} / ${units.count(total.blobs)}`
    progressLine.show(`${units.bytesOf(done.blobBytes, total.blobBytes)}  ${count}`)
  }
}

import type { Command } from 'commander'
import { readAccountKit } from '../../../main/space/account-kit.ts'
import { accountCommand, withAccount } from '../../account-options.ts'
import type { AccountOptions } from '../../account-options.ts'
import { accountText } from '../../account-text.ts'
import { reserveKitFile } from '../../../main/space/kit-file.ts'
import { kitPage } from '../../../shared/text/kit-page.ts'
import { printable, printJson, printLine } from '../../output.ts'

export function addKit(account: Command): void {
  accountCommand(account, 'kit')
    .description('show the recovery kit again, to print it')
    .option('--kit-file <file>', 'write it to a new file instead')
    .action((options: AccountOptions & { kitFile?: string }) =>
      withAccount(options, async (opened) => {
        const kit = await readAccountKit(opened)
        const page = kitPage(kit, accountText.kit)
        if (options.kitFile === undefined)
          return options.json ? printJson({ words: kit.words }) : printLine(page)
        const file = reserveKitFile(options.kitFile)
        file.write(page)
        if (options.json) printJson({ kitFile: file.path })
        else printLine(printable(accountText.said.kitInFile(file.path)))
      }),
    )
}
